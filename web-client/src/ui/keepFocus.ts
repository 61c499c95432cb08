// A button that can do nothing while it works would lose the focus for good: browsers take it away from what is disabled.
// It gets the focus back when it can be pressed again, unless somebody has gone on meanwhile.
export function keepFocus(page: Document): () => void {
  let last: Element | null = null;
  const remember = ({ target }: FocusEvent) => (last = target as Element);
  const enabled = new MutationObserver((changes) => {
    const nowhere = page.activeElement === null || page.activeElement === page.body || page.activeElement === last;
    const back = changes.find(({ target }) => target === last)?.target as HTMLButtonElement | undefined;
    if (nowhere && back && !back.disabled) back.focus();
  });
  page.addEventListener('focusin', remember);
  enabled.observe(page.body, { subtree: true, attributeFilter: ['disabled'] });
  return () => {
    page.removeEventListener('focusin', remember);
    enabled.disconnect();
  };
}
