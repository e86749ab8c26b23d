/*
 * Where a phase puts what it finds. The same line of a driver is read once per place that enters it, and once
 * per scenario; what is found there is said once.
 */
import { diagnostic, hasErrors, type Diagnostic, type DiagnosticForm, type Suggestion } from "../diagnostics.ts";
import type { Whole } from "../gather/gather.ts";
import { SlipFinder } from "../slips/findSlip.ts";
import { SourceMap } from "../sources.ts";
import type { Span } from "../syntaxTree.ts";
import { insteadOf } from "./notYet.ts";

/**
 * Forms that say a name is unknown: it may stand in what the parser could not read, and that was said
 * already.
 */
const unknownNames: readonly DiagnosticForm[] = ["SCN010", "SCN010/known", "SCN060", "SCN060/known"];

/** Forms that speak of a character that is in the way of the words around it. */
const strays: readonly DiagnosticForm[] = ["SCN006/character", "SCN006/slip"];

/** The words of a line with a character that is in their way, and what they are without it. */
function wordsAround({ start }: Span, text: string): string[] {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const line = /^.*/.exec(text.slice(lineStart))![0];
  const without = line.slice(0, start - lineStart) + line.slice(start - lineStart + 1);
  return [line, without].flatMap((each) => each.match(/\w+/g) ?? []);
}

/** What a used file declares; a name that is near to one of Windows' routines is rather that. */
const declarable: readonly string[] = [
  "account", "attacker", "driver", "driver, procedure or attacker", "logon session", "name", "process",
  "property", "scenario", "SID or account", "thread, process or object",
];

/** Most names that a way out lists. */
const listedMost = 14;

/** The first few of some names, as a list in a sentence. */
export function firstFew(names: readonly string[]): string {
  const some = names.slice(0, listedMost).map((name) => `\`${name}\``).join(", ");
  return names.length > listedMost ? `${some} and others` : some;
}

/** Lists longer than this are not begun. */
const fewEnough = 24;

/** Forms that tell what there is, where nothing is near. */
const listing: Partial<Record<DiagnosticForm, DiagnosticForm>> = {
  "SCN010": "SCN010/known", "SCN022": "SCN022/known", "SCN022/out": "SCN022/outs", "SCN060": "SCN060/known",
};

const placeKey = (form: DiagnosticForm, span: Span): string => `${form} ${span.start} ${span.end}`;

export class Report {
  readonly diagnostics: Diagnostic[] = [];
  private readonly seen = new Set<string>();
  private readonly taken = new Set<string>();
  /** Nothing is noted while this is above 0: of a trial, or of what already failed. */
  private silent = 0;
  /** Of this form nothing is taken back. */
  private kept: DiagnosticForm | undefined;

  private readonly text: string;
  private readonly places: SourceMap;
  private readonly usedStart: number;
  private readonly slips: SlipFinder;
  private readonly leftOut: ReadonlySet<string>;
  private readonly isIncomplete: boolean;
  /** Something could not be read, so what seems to be missing may stand there. */
  readonly isUnread: boolean;

  constructor({ file, text, used, isIncomplete, diagnostics }: Whole) {
    this.text = text;
    this.places = new SourceMap({ name: "", text, used });
    this.usedStart = used[0]?.start ?? Infinity;
    this.slips = new SlipFinder(text);
    this.isIncomplete = isIncomplete;
    this.isUnread = hasErrors(diagnostics);
    const titles = file.leftOut.flatMap(
      ({ span }) => text.slice(span.start, span.end).match(/"[^"\n]*"/g) ?? [],
    );
    const stray = diagnostics.filter(({ form }) => strays.includes(form));
    this.leftOut = new Set([
      ...file.leftOut.flatMap(({ words }) => [...words]), ...titles.map((title) => title.slice(1, -1)),
      ...stray.flatMap(({ span }) => wordsAround(span, text)),
    ]);
  }

  /** The line of a place, from 1, for a message; of a used file with its name. */
  lineOf(span: Span): string {
    const { file, line } = this.places.placeOf(span.start);
    return file === "" ? String(line) : `${line} of \`${file}\``;
  }

  /** From where on declarations mean something at a place: a used file knows nothing of who uses it. */
  knownFrom({ start }: Span): number {
    return start < this.usedStart ? 0 : this.usedStart;
  }

  /** Notes a diagnostic of the form named; values fill its holes, an undefined one ends them. */
  say(form: DiagnosticForm, span: Span, ...values: readonly (string | undefined)[]): void {
    const end = values.indexOf(undefined);
    if (form === "SCN070") return this.add(diagnostic(form, span, values[0]!, insteadOf(values[0]!)));
    this.add(diagnostic(form, span, ...(end < 0 ? values : values.slice(0, end)) as string[]));
  }

  /** Notes a diagnostic, and what takes the place of what is wrong. */
  change(form: DiagnosticForm, span: Span, replacement: string, ...values: readonly string[]): void {
    this.add({ ...diagnostic(form, span, ...values), suggestion: { span, replacement } });
  }

  /** What is written at a place. */
  textOf({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /**
   * Notes an unknown name, with the change that mends it when something near is known, else with the first
   * few of the names that there are.
   */
  sayNear(
    form: DiagnosticForm, span: Span, values: readonly string[], near: string | undefined,
    known: readonly string[] = [],
  ): void {
    if (near === undefined) {
      const few = known.length > 0 && known.length <= fewEnough;
      const listed = few ? listing[form] ?? form : form;
      return this.say(listed, span, ...values, ...(listed === form ? [] : [firstFew(known)]));
    }
    // what stands in quotes, a title, goes on doing so
    const isTitle = form === "SCN060" && this.text[span.start] === "\"";
    const replacement = isTitle ? `"${near.replace(/["\\]/g, "\\$&")}"` : near;
    const suggestion: Suggestion = { span, replacement };
    this.add({ ...diagnostic(form, span, ...values, near), suggestion });
  }

  /** Notes what another language writes so, where an unknown word is that. */
  saySlip(span: Span): boolean {
    const slip = this.slips.at(span.start);
    if (slip !== undefined) this.add(slip);
    return slip !== undefined;
  }

  add(found: Diagnostic): void {
    // The same line may be read many times, with other values each time: what is wrong there is said once.
    const key = `${found.code} ${found.span.start} ${found.span.end}`;
    if (this.silent > 0 || this.seen.has(key) || this.taken.has(placeKey(found.form, found.span))) return;
    if (unknownNames.includes(found.form) && this.mayBeElsewhere(found)) return;
    // who is declared elsewhere makes no calls here
    if (this.isIncomplete && found.code === "SCN020") return;
    this.seen.add(key);
    this.diagnostics.push(found);
  }

  /** Whether a name may be declared where nobody could look: that was said already. */
  private mayBeElsewhere({ arguments: [what = "", name = "", near] }: Diagnostic): boolean {
    if (this.leftOut.has(name)) return true;
    return this.isIncomplete && (declarable.includes(what) || (what === "routine" && near === undefined));
  }

  /**
   * Takes a form back at a place, now and for later: read once more there, in another row of a table or from
   * another scenario, it does not hold.
   */
  take(form: DiagnosticForm, span: Span): void {
    if (this.silent > 0 || this.kept === form) return;
    const key = placeKey(form, span);
    if (this.taken.has(key)) return;
    this.taken.add(key);
    const index = this.diagnostics.findIndex((each) => placeKey(each.form, each.span) === key);
    if (index >= 0) this.diagnostics.splice(index, 1);
  }

  /** Does something that takes nothing of a form back. */
  keeping<Result>(form: DiagnosticForm, action: () => Result): Result {
    this.kept = form;
    try {
      return action();
    } finally {
      this.kept = undefined;
    }
  }

  /** Whether something within a place was said to be wrong. */
  hasErrorIn({ start, end }: Span): boolean {
    return this.diagnostics.some(({ severity, span }) =>
      severity === "error" && span.start >= start && span.end <= end);
  }

  /** Whether something of a form was said. */
  hasSaid(form: DiagnosticForm): boolean {
    return this.diagnostics.some((each) => each.form === form);
  }

  /** Does something whose findings are of no interest. */
  quietly<Result>(action: () => Result): Result {
    this.silent += 1;
    try {
      return action();
    } finally {
      this.silent -= 1;
    }
  }
}
