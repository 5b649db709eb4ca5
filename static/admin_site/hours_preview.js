// Shows how the hours read while they are typed. Without it, the page shows the same once saved.
'use strict';
{
    const QUICKLY = 250;
    const WHILE_TYPING = 800;

    const start = (region) => {
        const form = region.closest('form');
        const seen = () => new URLSearchParams(new FormData(form)).toString();
        let last = seen();
        let timer = null;
        let request = null;

        const ask = async () => {
            const typed = seen();
            if (typed === last) {
                return;
            }
            last = typed;
            request?.abort();
            request = new AbortController();
            try {
                const answer = await fetch(region.dataset.url, {
                    method: 'POST',
                    body: new URLSearchParams(new FormData(form)),
                    signal: request.signal,
                });
                if (!answer.ok || answer.redirected) {
                    throw new Error(answer.status);
                }
                show(await answer.text());
            } catch (error) {
                if (error.name !== 'AbortError') {
                    region.textContent = region.dataset.failed;
                }
            }
        };

        const show = (html) => {
            const fragment = new DOMParser().parseFromString(html, 'text/html').body;
            region.replaceChildren(...fragment.childNodes);
            for (const row of document.querySelectorAll('#opening_rules-group .inline-related:not(.empty-form)')) {
                tell(row, region.querySelector(`[data-row="${row.id}"]`));
            }
        };

        const tell = (row, typed) => {
            const sentence = row.querySelector('.field-sentence .readonly');
            if (sentence) {
                sentence.textContent = typed ? typed.textContent : '–';
            }
            row.querySelector('.form-row.field-past_midnight')?.classList.toggle('asked', Boolean(typed && 'asks' in typed.dataset));
        };

        const soon = (delay) => () => {
            clearTimeout(timer);
            timer = setTimeout(ask, delay);
        };

        form.addEventListener('input', soon(WHILE_TYPING));
        form.addEventListener('change', soon(QUICKLY));
        // The admin's calendar fills a field without a word: leaving the field is noticed.
        form.addEventListener('focusout', soon(QUICKLY));
        document.addEventListener('formset:added', soon(QUICKLY));
        document.addEventListener('formset:removed', soon(QUICKLY));
    };

    document.addEventListener('DOMContentLoaded', () => {
        const region = document.getElementById('hours-preview');
        if (region) {
            start(region);
        }
    });
}
