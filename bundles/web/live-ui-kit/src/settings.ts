// Forms made from descriptions of settings, offered as `@live/settings`; fetched on first use.
export { tag as settingsForm, type SettingsForm } from './settings/form.ts';
export type { Attribute, Form, Value, Values } from './settings/values.ts';
