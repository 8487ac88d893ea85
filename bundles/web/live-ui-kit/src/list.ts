// Long lists of which only what is seen is in the page, offered as `@live/list`; fetched on first use. A new `renderItem`
// draws anew what is seen, so give it as a function made by the render that changes something.
import '@lit-labs/virtualizer';
