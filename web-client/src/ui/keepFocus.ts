// A button that can do nothing while it works would lose the focus for good: browsers take it away from what is disabled.
// It gets the focus back when it can be pressed again, unless somebody has gone on meanwhile. Only for whoever goes by the
// keyboard: after a click the keys of the page, the space bar first, are not to press the button again.
export function keepFocus(page: Document): () => void {
  let last: Element | null = null;
  const remember = ({ target }: FocusEvent) => {
    last = (target as Element).matches(':focus-visible') ? (target as Element) : null;
  };
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
