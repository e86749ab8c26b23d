/*
 * What a condition's words mean where the condition stands alone. Code of entries, procedures and tables is
 * put in its places, so a name can stand for what a caller or a row gave; a flat program has neither. Each
 * such name is noted while the condition is checked, with the words that say the same elsewhere: from the
 * value, never from how it was written down.
 */
import type { Path, Span } from "../syntaxTree.ts";
import type { SaidAs, SaidName } from "./steps.ts";
import type { Value } from "./values.ts";

/** The words for a value that is the same in every run; undefined: it is none, or no single value. */
export function valueWords(value: Value): string | undefined {
  switch (value.kind) {
    case "thread": return `${value.thread.process.name}.${value.thread.name}`;
    case "process": return value.process.name;
    case "object": return value.object.name;
    case "job": return value.job.name;
    case "account": return value.account.name;
    case "word": return value.name;
    case "boolean": case "number": return String(value.value);
    case "sid": return value.sid;
    case "none": return "none";
    default: return undefined;
  }
}

/** What the first word of a path is to say instead; undefined: it says the same everywhere. */
export function saidOfPath(path: Path, value: Value, isLocal: boolean): SaidName | undefined {
  const { text, span } = path.parts[0]!;
  if (!isLocal && text !== "current" && text !== "caller") return undefined;
  const as = saidAs(text, value);
  return as && { span, as };
}

function saidAs(name: string, value: Value): SaidAs | undefined {
  switch (value.kind) {
    case "binding": return { kind: "binding", binding: value.binding, part: value.part };
    case "processOf":
      return { kind: "binding", binding: value.thread.binding, part: value.thread.part, behind: ".process" };
    case "element": return { kind: "element", name };
    default: {
      const words = valueWords(value);
      return words === undefined ? undefined : { kind: "words", words };
    }
  }
}

/** Each place once, as what was noted there first. */
export function eachOnce(said: readonly SaidName[]): SaidName[] {
  const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;
  return said.filter((each, index) => said.findIndex(({ span }) => isSame(span, each.span)) === index);
}
