const DIALOG = '.ant-modal-root';
/** Dialogs, and what is open only for a moment: none of them is where the focus belongs afterwards. */
const PASSING = `${DIALOG}, .ant-popover, .ant-select-dropdown, .ant-picker-dropdown, .ant-message`;

/**
 * Gives the focus back to what opened a dialog, where the dialog has gone without doing so itself: pages that take a dialog away at once leave
 * it no time. Where its opener is gone too, the page's main part gets it. Gives the way to stop.
 */
export function giveFocusBack(): () => void {
  let opener: HTMLElement | undefined;
  const note = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement && target !== document.body && !target.closest(PASSING)) opener = target;
  };
  const observer = new MutationObserver((changes) => {
    const gone = changes.some(({ removedNodes }) => [...removedNodes].some((node) => node instanceof HTMLElement && (node.matches(DIALOG) || node.querySelector(DIALOG) !== null)));
    if (!gone || (document.activeElement !== null && document.activeElement !== document.body) || document.querySelector(`${DIALOG} [role="dialog"]`)) return;
    (opener?.isConnected ? opener : document.querySelector<HTMLElement>('main'))?.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', note);
  observer.observe(document.body, { childList: true });
  return () => {
    document.removeEventListener('focusin', note);
    observer.disconnect();
  };
}
