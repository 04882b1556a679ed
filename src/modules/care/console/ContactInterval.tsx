import { useQueryClient } from '@tanstack/react-query';
import { App, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMe } from '#base/web/session.tsx';
import { careClient } from './client.ts';

/** 联系间隔: what it is now, and its change by the county. */
export function ContactInterval({ days }: { days: number }) {
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [wanted, setWanted] = useState<number | null>();
  const save = async () => {
    try {
      await careClient.setContactRule({ contactDays: wanted ?? days });
      setWanted(undefined);
      await cache.invalidateQueries({ queryKey: ['care.due'] });
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  return (
    <>
      <Act permission="care.write" why={me.division.level === 'county' ? undefined : '联系间隔由县级维护'} onClick={() => setWanted(days)}>联系间隔 {days} 天</Act>
      <Modal title="联系间隔" open={wanted !== undefined} onOk={() => void save()} onCancel={() => setWanted(undefined)} okText="保存" cancelText="取消" destroyOnHidden>
        <label htmlFor="contact-days">优抚对象超过多少天未走访，列入应走访名单</label>
        <InputNumber id="contact-days" className="wide" min={7} max={1830} precision={0} value={wanted} onChange={setWanted} suffix="天" />
        <p>默认 365 天，依据《烈士褒扬条例》第二十五条（每年走访）。</p>
      </Modal>
    </>
  );
}
