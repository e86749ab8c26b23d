/**
 * Text as a part of XML and HTML. Everything that a scenario can say (names, titles, comments) goes through
 * here, so that no file that is drawn of it can hold more than words: no element, no script, no reference.
 */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that XML forbids even when they are escaped; they are shown as U+FFFD. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text for the content or an attribute of an element. */
export const escaped = (text: string): string =>
  text.replace(forbidden, "\uFFFD").replace(/[&<>"']/g, (character) => entities[character]!);

/** `<name a="b">…</name>`; what stands inside is markup already, attributes are texts. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...inside: readonly string[]
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `<${name}${written.join("")}`;
  return inside.length === 0 ? `${start}/>` : `${start}>${inside.join("")}</${name}>`;
}
