/**
 * Security descriptors that say less than one does, by a part, an entry, a flag or a right. They are cut out
 * of its text, so that what stays is as it was written. Of rights only those go that are listed: a word that
 * stands for many is simpler than the list of those that were needed.
 */

/** Flags and rights of an entry: words of two letters without anything between them. */
const CODES = /(?<=\(\w+;)(\w*);((?!\d)\w+)(?=;)/g;
const ENTRIES = /\([^()]*\)/g;
const FLAGS_OF_LISTS = /(?<=[DS]:\w*)(?:P|AR|AI|NO_ACCESS_CONTROL)(?=\w*(?:$|\(|[OGDS]:))/g;
// no colon stands anywhere else
const PARTS = /[OGDS]:.*?(?=[OGDS]:|$)/g;

/** Texts with one thing less, larger things last; each is a descriptor where `text` is one. */
export function smallerDescriptors(text: string): string[] {
  const without = (things: RegExp): string[] =>
    [...text.matchAll(things)].map((thing) => replaced(text, thing, ""));
  const fewer = [...text.matchAll(CODES)].flatMap((codes) =>
    fewerCodes(codes).map((left) => replaced(text, codes, left)),
  );
  return [...fewer, ...without(FLAGS_OF_LISTS), ...without(ENTRIES), ...without(PARTS)].filter(
    (smaller) => smaller !== "",
  );
}

function fewerCodes([, flags, rights]: RegExpExecArray): string[] {
  return [
    ...withoutEachCode(flags!).map((fewer) => `${fewer};${rights}`),
    ...(rights!.length > 2 ? withoutEachCode(rights!).map((fewer) => `${flags};${fewer}`) : []),
  ];
}

const withoutEachCode = (codes: string): string[] =>
  Array.from({ length: codes.length / 2 }, (_, at) => codes.slice(0, 2 * at) + codes.slice(2 * at + 2));

const replaced = (text: string, { index, 0: { length } }: RegExpExecArray, by: string): string =>
  text.slice(0, index) + by + text.slice(index + length);
