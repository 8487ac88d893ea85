// Vaadin's widgets that modules may use as `@live/vaadin`: only those under Apache-2.0.
export { Grid } from '@vaadin/grid/vaadin-grid.js';
export { GridColumn } from '@vaadin/grid/vaadin-grid-column.js';
export { ComboBox } from '@vaadin/combo-box/vaadin-combo-box.js';
export { columnBodyRenderer } from '@vaadin/grid/lit.js';
