import { EditorContent, useEditor } from '@tiptap/react';
import { Button } from 'antd';
import { useState } from 'react';
import type { Text } from '../schema/document.ts';
import { ClaimDialog, FigureDialog } from './InsertDialogs.tsx';
import { NODES } from './nodes.tsx';
import { fromEditor, toEditor } from './pieces.ts';

/** One running text: words typed freely, figures and claims as atoms that are inserted and removed whole. `value` is read once; give a new `key` to start afresh. */
export function TextEditor({ label, value, period, onChange }: { label: string; value: Text; period: string; onChange: (text: Text) => void }) {
  const [inserting, setInserting] = useState<'figure' | 'claim'>();
  const [content] = useState(() => toEditor(value));
  const [editorProps] = useState(() => ({ attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'bulletin-words' } }));
  const editor = useEditor({
    extensions: NODES, content, editorProps, immediatelyRender: true, shouldRerenderOnTransaction: false,
    onUpdate: ({ editor: now }) => onChange(fromEditor(now.getJSON())),
  });
  const insert = (piece: Text[number]) => {
    setInserting(undefined);
    editor.chain().focus().insertContent(toEditor([piece]).content![0]!.content!).run();
  };
  return (
    <div className="bulletin-text">
      <EditorContent editor={editor} />
      <div className="bulletin-text-acts">
        <Button size="small" onClick={() => setInserting('figure')} aria-label={`${label}：插入指标`}>插入指标</Button>
        <Button size="small" onClick={() => setInserting('claim')} aria-label={`${label}：插入手写内容`}>插入手写内容</Button>
      </div>
      {inserting === 'figure' && <FigureDialog period={period} onClose={() => setInserting(undefined)} onInsert={insert} />}
      {inserting === 'claim' && <ClaimDialog onClose={() => setInserting(undefined)} onInsert={insert} />}
    </div>
  );
}
