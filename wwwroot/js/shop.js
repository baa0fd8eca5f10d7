// Improves pages that are whole without it: submit once, basket count, the typed postcode, search hints, variants without a jump, another delivery or country at once.
(() => {
  'use strict';
  const one = (selector, from = document) => from.querySelector(selector);

  // A form is sent once; coming back by the browser's history frees it again.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (!form.matches('form[method="post"]')) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent);
    countBasket();
  });

  async function countBasket() {
    const badge = one('[data-basket]');
    if (!badge) return;
    try {
      const answer = await fetch(badge.dataset.basket, { headers: { accept: 'text/plain' } });
      const count = answer.ok ? (await answer.text()).trim() : '';
      badge.textContent = /^[1-9]\d{0,3}$/.test(count) ? count : '';
    } catch { /* offline: the link itself still works */ }
  }

  // Stored pages hold no postcode; it is in the visitor's own cookie.
  const prefs = document.cookie.match(/(?:^|; )(?:__Host-)?prefs=([^;]*)/);
  const postcode = prefs ? decodeURIComponent(prefs[1]).split('.').slice(3).join('.') : '';
  if (postcode) {
    document.querySelectorAll('[data-postcode]').forEach(place => place.textContent = ' ' + postcode);
    document.querySelectorAll('input[name="postcode"]').forEach(field => field.value ||= postcode);
  }

  // A page that waits for an answer asks again by itself.
  const follow = one('[data-follow]');
  if (follow) setTimeout(() => location.assign(follow.href), follow.dataset.follow * 1000);

  // Printing needs a script only for its button; the browser's own menu does the same.
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }

  // Escape and a click elsewhere close what floats.
  const ship = one('.ship');
  document.addEventListener('click', event => { if (ship?.open && !ship.contains(event.target)) ship.open = false; });
  ship?.addEventListener('keydown', event => {
    if (event.key === 'Escape' && ship.open) { ship.open = false; one('summary', ship).focus(); }
  });

  // Another choice of a product comes without a jump; without script, or when it fails, it is a link.
  document.addEventListener('click', async event => {
    const choice = event.target.closest('.choices a');
    if (!choice || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const page = new DOMParser().parseFromString(await (await fetch(choice.href)).text(), 'text/html');
      const quantity = one('#quantity')?.value;
      for (const part of ['.gallery', '.facts', '.below', '.buybar']) one('.product > ' + part).replaceWith(one('.product > ' + part, page));
      if (quantity && one('#quantity')) one('#quantity').value = quantity;
      history.replaceState(null, '', choice.href);
      one(`.choices a[href="${CSS.escape(choice.getAttribute('href'))}"]`)?.focus();
    } catch { location.href = choice.href; }
  });

  // A choice by pointer that changes the form or its figures is sent by itself, and the page comes back where it was. Keys pass over choices: for them there is the button.
  let byPointer = false;
  addEventListener('pointerdown', () => byPointer = true, true);
  addEventListener('keydown', () => byPointer = false, true);
  const place = 'place:' + location.pathname;
  const sendBy = button => {
    if (!byPointer || !button) return;
    try { sessionStorage.setItem(place, scrollY); } catch { /* without a store it comes back at its top */ }
    button.form.requestSubmit(button);
  };
  try {
    const y = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (y) scrollTo(0, y);
  } catch { /* the same */ }
  const country = one('select[data-submits]');
  country?.addEventListener('change', () => sendBy(one('button', country.parentNode)));
  one('form.buying')?.addEventListener('change', event => event.target.matches('.methods input') && sendBy(one('[data-by-script]')));

  // Search hints, as an ARIA combobox.
  const find = one('form[data-suggest]');
  if (find) {
    const field = one('input[name="q"]', find);
    const list = document.createElement('div');
    Object.assign(list, { id: 'hints', className: 'hints', hidden: true, role: 'listbox' });
    list.setAttribute('aria-label', field.getAttribute('aria-label'));
    find.append(list);
    for (const [name, value] of [['role', 'combobox'], ['aria-controls', 'hints'], ['aria-expanded', 'false'], ['aria-autocomplete', 'list']]) field.setAttribute(name, value);
    let timer, pending, at = -1;
    const rows = () => [...list.children];
    const show = open => { list.hidden = !open; field.setAttribute('aria-expanded', String(open)); if (!open) mark(-1); };
    const mark = index => {
      at = index;
      rows().forEach((row, i) => row.setAttribute('aria-selected', String(i === at)));
      if (rows()[at]) field.setAttribute('aria-activedescendant', rows()[at].id); else field.removeAttribute('aria-activedescendant');
    };
    const ask = async () => {
      pending?.abort();
      const text = field.value.trim();
      if (text.length < 2) { show(false); return; }
      pending = new AbortController();
      try {
        const answer = await fetch(`${find.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: pending.signal });
        list.innerHTML = answer.status === 200 ? await answer.text() : '';
        show(list.children.length > 0);
      } catch { /* overtaken by the next key, or offline */ }
    };
    field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
    field.addEventListener('keydown', event => {
      const count = rows().length;
      if (event.key === 'Escape') show(false);
      else if (list.hidden || !count) return;
      else if (event.key === 'ArrowDown') mark((at + 1) % count);
      else if (event.key === 'ArrowUp') mark((at - 1 + count) % count);
      else if (event.key === 'Enter' && rows()[at]) location.href = rows()[at].href;
      else return;
      event.preventDefault();
    });
    find.addEventListener('focusout', event => { if (!find.contains(event.relatedTarget)) show(false); });
  }
})();
