import { useQuery } from '@tanstack/react-query';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { Piece, TokenStyle } from '../schema/document.ts';
import { bulletinClient, figuresClient } from './client.ts';

const STYLES: { value: TokenStyle; label: string }[] = [
  { value: 'exact', label: '准确数（837）' }, { value: 'hundredsOver', label: '整百加“余”（800余）' }, { value: 'tenThousand', label: '以万计（2.4万）' },
  { value: 'tenThousandYuan', label: '金额以万元计（15万）' }, { value: 'names', label: '列出单位名称' },
];

/** Chooses a figure and how it is printed; shows what it prints now. */
export function FigureDialog({ period, onClose, onInsert }: { period: string; onClose: () => void; onInsert: (piece: Piece) => void }) {
  const [figure, setFigure] = useState<string>();
  const [style, setStyle] = useState<TokenStyle>('exact');
  const { data: declared = [] } = useQuery({ queryKey: ['figures', 'declared'], queryFn: () => figuresClient.declared(), staleTime: Infinity });
  const token = figure ? { figure, style, period } : undefined;
  const { data: readings } = useQuery({ queryKey: ['bulletin.measure', token], queryFn: () => bulletinClient.measure({ tokens: [token!] }), enabled: token !== undefined });
  const reading = readings?.[0];
  const choose = (key: string) => {
    setFigure(key);
    if (declared.find((one) => one.key === key)?.unit === '元') setStyle('tenThousandYuan');
  };
  return (
    <Modal title="插入指标" open onCancel={onClose} onOk={() => token && onInsert(token)} okButtonProps={{ disabled: !token }} okText="插入" cancelText="取消">
      <label htmlFor="bulletin-figure" className="field-label">指标</label>
      <Select id="bulletin-figure" className="wide" showSearch={{ optionFilterProp: 'label' }} value={figure} onChange={choose} options={declared.map((one) => ({ value: one.key, label: `${one.title}（${one.unit}）` }))} />
      <label htmlFor="bulletin-style" className="field-label">印法</label>
      <Select id="bulletin-style" className="wide" value={style} onChange={setStyle} options={STYLES} />
      <p role="status">{reading ? `${period} 年现印作“${reading.printed}${style === 'names' ? '' : reading.unit}”，明细 ${reading.rows} 行；单位请写在指标之后` : '请选择指标'}</p>
    </Modal>
  );
}

/** Takes a claim that no ledger supports, and where it comes from. */
export function ClaimDialog({ onClose, onInsert }: { onClose: () => void; onInsert: (piece: Piece) => void }) {
  const [claim, setClaim] = useState('');
  const [source, setSource] = useState('');
  return (
    <Modal title="插入手写内容" open onCancel={onClose} onOk={() => onInsert({ claim: claim.trim(), source: source.trim() })} okButtonProps={{ disabled: claim.trim() === '' }} okText="插入" cancelText="取消">
      <label htmlFor="bulletin-claim" className="field-label">内容（请勿填写涉密内容）</label>
      <Input.TextArea id="bulletin-claim" value={claim} maxLength={300} rows={3} onChange={(event) => setClaim(event.target.value)} />
      <label htmlFor="bulletin-source" className="field-label">出处（文件、通报或提供人；没有出处不能签发）</label>
      <Input id="bulletin-source" value={source} maxLength={200} onChange={(event) => setSource(event.target.value)} />
    </Modal>
  );
}
