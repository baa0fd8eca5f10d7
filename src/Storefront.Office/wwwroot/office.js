// The few things that only the browser knows.
window.storefrontOffice = {
  zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,

  // Tells a page of single keys that are pressed outside of fields.
  keys: (page) => {
    const heard = (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target.closest('input, textarea, select, [contenteditable]')) return;
      if (event.key.length === 1) page.invokeMethodAsync('KeyAsync', event.key);
    };
    document.addEventListener('keydown', heard);
    return { stop: () => document.removeEventListener('keydown', heard) };
  },

  jump: (id) => {
    const place = document.getElementById(id);
    place?.scrollIntoView({ block: 'start' });
    place?.focus({ preventScroll: true });
  },

  // A list that opens shows what is chosen. It is drawn a little after its field says that it is open.
  reveal: (id, frames = 30) => {
    const item = document.getElementById(document.getElementById(id)?.getAttribute('aria-activedescendant'));
    if (item) item.parentElement.scrollTop = item.offsetTop - item.parentElement.clientHeight / 2;
    else if (frames > 0) requestAnimationFrame(() => window.storefrontOffice.reveal(id, frames - 1));
  },

  focus: (id) => document.getElementById(id)?.focus(),
};

// In an open list Enter takes what is marked; it does not send the form around it.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('[role=combobox][aria-expanded=true]')) event.preventDefault();
});
