// A field that finds one out of many, as the combobox pattern of the ARIA Authoring Practices asks. Its choices lie in a datalist beside it.
(() => {
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
  const part = (field, name) => document.getElementById(`${field.id}-${name}`);
  const texts = (field) => [...part(field, 'choices').options].map((option) => option.value);
  let open = null;
  // What the field held when it was entered, or was chosen since.
  let before = '';

  // What begins with the words stands before what only holds them.
  const fitting = (field, words) => {
    const sought = plain(words);
    const found = texts(field).map((text) => [text, plain(text).indexOf(sought)]).filter(([, at]) => at >= 0);
    return [...found.filter(([, at]) => at === 0), ...found.filter(([, at]) => at > 0)].map(([text]) => text);
  };

  const mark = (item) => {
    open.list.querySelector('[aria-selected=true]')?.removeAttribute('aria-selected');
    item?.setAttribute('aria-selected', 'true');
    if (item) open.field.setAttribute('aria-activedescendant', item.id);
    else open.field.removeAttribute('aria-activedescendant');
    item?.scrollIntoView({ block: 'nearest' });
  };

  const place = ({ field, list }) => {
    const box = field.getBoundingClientRect();
    const below = window.innerHeight - box.bottom - 8;
    const above = box.top - 8;
    const down = below >= Math.min(list.scrollHeight, 240) || below >= above;
    list.style.inlineSize = `${box.width}px`;
    list.style.left = `${box.left}px`;
    list.style.maxBlockSize = `${Math.min(320, down ? below : above)}px`;
    list.style.top = down ? `${box.bottom + 4}px` : `${Math.max(4, box.top - 4 - Math.min(list.scrollHeight, 320, above))}px`;
  };

  const show = (field, words) => {
    if (open?.field !== field) {
      hide();
      open = { field, list: part(field, 'list') };
      open.list.showPopover();
      field.setAttribute('aria-expanded', 'true');
      field.setAttribute('aria-controls', open.list.id);
    }
    const found = fitting(field, words);
    open.list.replaceChildren(...found.map((text, i) => {
      const item = document.createElement('li');
      item.id = `${field.id}-${i}`;
      item.role = 'option';
      item.textContent = text;
      return item;
    }));
    if (found.length === 0) {
      const item = document.createElement('li');
      item.role = 'option';
      item.ariaDisabled = 'true';
      item.textContent = field.dataset.nothing;
      open.list.append(item);
    }
    place(open);
    const chosen = words === '' ? [...open.list.children].find((item) => item.textContent === field.value) : null;
    mark(found.length === 0 ? null : chosen ?? (words === '' ? null : open.list.firstElementChild));
    chosen?.scrollIntoView({ block: 'center' });
  };

  const hide = () => {
    if (!open) return;
    const { field, list } = open;
    open = null;
    if (list.isConnected) list.hidePopover();
    list.replaceChildren();
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
    field.removeAttribute('aria-controls');
  };

  const choose = (field, text) => {
    hide();
    field.value = before = text;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const marked = () => open?.list.querySelector('[aria-selected=true]:not([aria-disabled])')?.textContent;
  const fieldOf = (event) => (event.target instanceof Element && event.target.matches('.find [role=combobox]') ? event.target : null);

  // What is typed and left without a choice: the same words or the only one that fits is meant; else what was there before stays.
  const settle = (field) => {
    const words = field.value;
    if (words.trim() === '' || texts(field).includes(words)) return;
    const found = fitting(field, words);
    const same = found.filter((text) => plain(text) === plain(words));
    field.value = same.length === 1 ? same[0] : found.length === 1 ? found[0] : before;
  };

  document.addEventListener('focusin', (event) => {
    if (fieldOf(event)) before = event.target.value;
  });
  document.addEventListener('click', (event) => {
    const field = fieldOf(event);
    if (field) {
      if (open?.field === field) return;
      field.select();
      show(field, '');
    } else if (open && !open.list.contains(event.target)) hide();
  });
  document.addEventListener('input', (event) => fieldOf(event) && show(event.target, event.target.value));
  document.addEventListener('mousedown', (event) => {
    if (open?.list.contains(event.target)) event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    const item = open?.list.contains(event.target) ? event.target.closest('li:not([aria-disabled])') : null;
    if (item) choose(open.field, item.textContent);
  });
  document.addEventListener('keydown', (event) => {
    const field = fieldOf(event);
    if (!field || event.isComposing) return;
    const items = open ? [...open.list.querySelectorAll('li:not([aria-disabled])')] : [];
    const at = items.findIndex((item) => item.ariaSelected === 'true');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) show(field, '');
      else if (items.length > 0) mark(items[(at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1) + items.length) % items.length]);
    } else if (event.key === 'Enter' && open) {
      // Enter takes what is marked; it does not send the form around it.
      event.preventDefault();
      if (marked()) choose(field, marked());
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      field.value = before;
      hide();
    }
  });
  // Before the page hears of a change that the browser itself tells of when the field is left.
  window.addEventListener('change', (event) => fieldOf(event) && settle(event.target), true);
  document.addEventListener('focusout', (event) => {
    if (open?.field !== event.target) return;
    settle(open.field);
    hide();
  });
  window.addEventListener('resize', () => open && place(open));
  document.addEventListener('scroll', (event) => open && !open.list.contains(event.target) && place(open), true);
})();
