// Looks at the pages in the frames of this one, and says what it finds on the console, where the test reads it.
const seen = (frame) => {
  const page = frame.contentDocument, view = frame.contentWindow, wide = frame.clientWidth;
  const scrolls = (element) => element.closest('.scroll, .source');
  const over = [...page.body.querySelectorAll('*')]
    .filter((element) => !scrolls(element) && element.getBoundingClientRect().right > wide + 1);
  const numbers = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = (rgb) => {
    const part = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2]);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(view.getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  let contrast = 21, faintest = '';
  for (const element of page.body.querySelectorAll('*:not(svg):not(svg *)')) {
    const words = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim();
    if (!words || !element.getClientRects().length) continue;
    const [one, other] = [light(numbers(view.getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < contrast) [contrast, faintest] = [ratio, words.slice(0, 40)];
  }
  return {
    wide, scroll: page.documentElement.scrollWidth, contrast, faintest,
    dark: view.matchMedia('(prefers-color-scheme: dark)').matches,
    over: over.slice(0, 3).map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`),
  };
};
addEventListener('load', () => {
  const found = [...document.querySelectorAll('iframe')].map(seen);
  console.log(`found<${encodeURIComponent(JSON.stringify(found))}>found`);
});
