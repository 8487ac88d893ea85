import { mergeAttributes, Node } from '@tiptap/core';

/** A colleague who is mentioned: one thing in the text, `@Ann Example`. */
export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({
    user: { default: '', parseHTML: (element) => element.dataset['mention'] ?? '', renderHTML: ({ user }) => ({ 'data-mention': String(user) }) },
    name: { default: '', parseHTML: (element) => (element.textContent ?? '').replace(/^@/, ''), renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: 'span[data-mention]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes), `@${String(node.attrs['name'])}`],
  renderText: ({ node }) => `@${String(node.attrs['name'])}`,
});
