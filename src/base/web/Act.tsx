import { Button, type ButtonProps, Tooltip } from 'antd';
import { KEPT_BY_COUNTY, KEPT_WORDS, NO_PERMISSION, useMay } from './session.tsx';

/**
 * A button for an act. Without the permission, or with `why` (a sentence why not now), it stays visible but greyed, and says the reason
 * to pointer, keyboard and screen reader alike. What the product alone does (a permission `line.derived`, which nobody has) is not offered at all.
 */
export function Act({ permission, why, onClick, className, ...rest }: ButtonProps & { permission?: string; why?: string }) {
  const may = useMay();
  if (permission?.endsWith('.derived')) return null;
  const reason = permission && !may(permission) ? (permission === KEPT_BY_COUNTY ? KEPT_WORDS : NO_PERMISSION) : why;
  if (!reason) return <Button onClick={onClick} className={className} {...rest} />;
  return (
    <Tooltip title={reason} trigger={['hover', 'focus']}>
      <Button {...rest} className={`greyed ${className ?? ''}`} danger={false} type="default" htmlType="button" aria-disabled="true" onClick={(event) => event.preventDefault()} />
    </Tooltip>
  );
}
