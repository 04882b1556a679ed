import { mergeAttributes, Node, NodeViewWrapper, type NodeViewProps, ReactNodeViewRenderer } from '@tiptap/react';
import { baseKeymap } from '@tiptap/pm/commands';
import { history, redo, undo } from '@tiptap/pm/history';
import { keymap } from '@tiptap/pm/keymap';
import { Button, Popover } from 'antd';
import { use } from 'react';
import { tokenKey } from '../rules/printing.ts';
import type { FigureToken } from '../schema/document.ts';
import { Readings, rowsAddress } from './readings.ts';

function FigureView({ node, deleteNode, editor }: NodeViewProps) {
  const token = node.attrs as FigureToken;
  const reading = use(Readings).get(tokenKey(token));
  const about = (
    <div className="bulletin-about">
      <p><strong>{reading?.title ?? token.figure}</strong>（{token.period}）</p>
      {reading && <p>准确数 {reading.exact}{reading.unit}，明细 {reading.rows} 行</p>}
      {reading?.path && <p><a href={rowsAddress(reading)} target="_blank" rel="noreferrer">打开明细</a></p>}
      {editor.isEditable && <Button size="small" onClick={() => deleteNode()}>从文中去掉</Button>}
    </div>
  );
  return (
    <NodeViewWrapper as="span" className="bulletin-atom">
      <Popover content={about} trigger="click">
        <button type="button" className="bulletin-figure" title={reading?.title ?? token.figure}>{reading?.printed ?? '…'}</button>
      </Popover>
    </NodeViewWrapper>
  );
}

function ClaimView({ node, deleteNode, editor }: NodeViewProps) {
  const { claim, source } = node.attrs as { claim: string; source: string };
  const about = (
    <div className="bulletin-about">
      <p><strong>手写内容</strong>，没有台账依据</p>
      <p>{source ? `出处：${source}` : '还没有写出处，不能签发'}</p>
      {editor.isEditable && <Button size="small" onClick={() => deleteNode()}>从文中去掉</Button>}
    </div>
  );
  return (
    <NodeViewWrapper as="span" className="bulletin-atom">
      <Popover content={about} trigger="click"><button type="button" className={source ? 'bulletin-claim' : 'bulletin-claim missing'} title={source ? `手写内容，出处：${source}` : '手写内容，缺出处'}>{claim}</button></Popover>
    </NodeViewWrapper>
  );
}

const atom = { group: 'inline', inline: true, atom: true, selectable: true } as const;

/** A figure: cannot be typed into, is deleted whole, opens its rows. */
const Figure = Node.create({
  name: 'figure', ...atom,
  addAttributes: () => ({ figure: { default: '' }, style: { default: 'exact' }, period: { default: '' } }),
  parseHTML: () => [{ tag: 'span[data-figure]', getAttrs: (element) => ({ figure: element.dataset.figure, style: element.dataset.style, period: element.dataset.period }) }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-figure': node.attrs.figure, 'data-style': node.attrs.style, 'data-period': node.attrs.period })],
  addNodeView: () => ReactNodeViewRenderer(FigureView, { as: 'span' }),
});

/** A claim of one's own with its source, kept apart from what the ledgers say. */
const Claim = Node.create({
  name: 'claim', ...atom,
  addAttributes: () => ({ claim: { default: '' }, source: { default: '' } }),
  parseHTML: () => [{ tag: 'span[data-claim]', getAttrs: (element) => ({ claim: element.dataset.claim, source: element.dataset.source ?? '' }) }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-claim': node.attrs.claim, 'data-source': node.attrs.source })],
  addNodeView: () => ReactNodeViewRenderer(ClaimView, { as: 'span' }),
});

const Paragraph = Node.create({ name: 'paragraph', content: 'inline*', parseHTML: () => [{ tag: 'p' }], renderHTML: () => ['p', 0] });
const Words = Node.create({ name: 'text', group: 'inline' });
/** One paragraph and nothing else: a text of a bulletin has no line breaks of its own. */
const OneParagraph = Node.create({
  name: 'doc', topNode: true, content: 'paragraph',
  addProseMirrorPlugins: () => [history(), keymap({ 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo, Enter: () => true }), keymap(baseKeymap)],
});

/** What a text of a bulletin may hold. */
export const NODES = [OneParagraph, Paragraph, Words, Figure, Claim];
