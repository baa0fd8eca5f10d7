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

  focus: (id) => document.getElementById(id)?.focus(),
};
