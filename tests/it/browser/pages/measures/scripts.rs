//! What is asked of a page in the browser itself.

/// Bytes of the page and of everything it brought, as they came over the line.
pub(super) const WEIGHT: &str = "
return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, one) => sum + one.transferSize, 0);
";

/// Milliseconds to the first content and to the whole page.
pub(super) const TIMES: &str = "
const paint = performance.getEntriesByName('first-contentful-paint')[0];
const page = performance.getEntriesByType('navigation')[0];
return [paint ? paint.startTime : -1, page.loadEventEnd];
";

pub(super) const SCRIPTS: &str = "return document.querySelectorAll('script').length";

/// What is touched or clicked, with its smaller side in pixels. A link inside a sentence is as high as its line.
pub(super) const TARGETS: &str = "
const all = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary');
const seen = [...all].filter((one) => {
    const box = one.getBoundingClientRect();
    return one.tabIndex >= 0 && box.width > 2 && getComputedStyle(one).display !== 'inline'
        && !one.closest('.govuk-skip-link');
});
return seen.map((one) => {
    const box = one.getBoundingClientRect();
    const name = (one.name || one.textContent.trim()).slice(0, 40);
    return [Math.round(Math.min(box.width, box.height) * 10) / 10, `${one.className || one.tagName}: ${name}`];
});
";

/// Sentences, their words, and lines of the longest paragraph of what the service itself says.
pub(super) const READING: &str = "
const main = document.querySelector('main');
let [sentences, words, lines] = [0, 0, 0];
for (const one of main.querySelectorAll('p')) {
    if (one.querySelector('button') || one.closest('main [lang], details, .app-timeline')) continue;
    for (const sentence of one.textContent.split(/[.!?]\\s|[.!?]$/)) {
        const n = sentence.split(/\\s+/).filter((word) => /\\p{L}/u.test(word)).length;
        if (n > 1) { sentences += 1; words += n; }
    }
    const style = getComputedStyle(one);
    if (one.offsetParent) {
        lines = Math.max(lines, Math.round(one.getBoundingClientRect().height / parseFloat(style.lineHeight)));
    }
}
return [sentences, words, lines];
";

/// Fills the page's form, and gives what it holds; `null` where there is none. With `true`: only what it holds.
pub(super) const FORM: &str = "
const form = document.getElementById('page-form');
if (!form) return null;
if (!arguments[0]) for (const [at, one] of [...form.elements].entries()) {
    if (one.tagName === 'SELECT') one.selectedIndex = one.options.length - 1;
    else if (one.type === 'radio' || one.type === 'checkbox') one.checked = true;
    else if (one.type === 'date') one.value = '2026-12-08';
    else if (one.type === 'time') one.value = '10:15';
    else if (one.type === 'number') one.value = '7';
    else if (one.tagName === 'TEXTAREA' || /^(text|email|tel|search)$/.test(one.type)) one.value = `Әңгіме ${at}`;
}
const held = [...new FormData(form)].filter(([name, value]) =>
    typeof value === 'string' && !/password|^code$|request-id|switch-language/.test(name));
return JSON.stringify(held.sort());
";
