/*
 * From text to programs: lex, parse, resolve, check, emit. Whatever is wrong in a file is said at once:
 * resolving and checking go on with what the parser recovered.
 */
import type { SwitchSettings } from "../core/tables/switches.ts";
import { check } from "./check.ts";
import type { CheckedScenario, RowOf } from "./check/steps.ts";
import { diagnostic, hasErrors, messageOf, type Diagnostic, type DiagnosticForm, type Phased } from "./diagnostics.ts";
import { emit } from "./emit.ts";
import { TooLarge } from "./emit/limits.ts";
import type { Program } from "./image/programImage.ts";
import { emptyFolder, type Folder } from "./gather/folder.ts";
import { gather, type Gathered } from "./gather/gather.ts";
import { LineMap } from "./lineMap.ts";
import { parse } from "./parse.ts";
import { resolve } from "./resolve.ts";
import type { OtherFiles } from "./resolve/model.ts";
import { SourceMap, type UsedText } from "./sources.ts";
import type { File, Span } from "./syntaxTree.ts";

/** A scenario, or a row of a table, ready to run. */
export interface CompiledScenario {
  readonly title: string;
  readonly span: Span;
  readonly docComment: string;
  readonly versions: readonly string[];
  /** Titles of the properties that are meant to be found broken. */
  readonly breaks: readonly string[];
  /** Title of the scenario that this one is the repaired twin of. */
  readonly repairs?: string;
  /** Of a row: its table, and the case that it is. */
  readonly row?: RowOf;
  /**
   * The program for a version; `overrides` are switches by name. Throws RangeError for a version that is not
   * among `versions`.
   */
  program(version: string, overrides?: Partial<SwitchSettings>): Program;
}

export interface Compiled {
  /** Its own items, behind those that it uses. */
  readonly file: File;
  /** Its own text, and behind it those of the files that it uses: what all places count through. */
  readonly text: string;
  readonly used: readonly UsedText[];
  /** Empty as long as the file has errors. */
  readonly scenarios: readonly CompiledScenario[];
}

/** A file by its name in the folder. */
export interface OtherFile {
  readonly name: string;
  readonly text: string;
}

/** What compiling may look at besides the text. */
export interface CompileOptions {
  /**
   * The other files of the folder: a scenario may be the twin of one of theirs, and a property may be there
   * for them. Asked for when it is.
   */
  readonly otherFiles?: () => readonly OtherFile[];
  /** Where `use` looks for files; without it there are none. */
  readonly folder?: Folder;
}

/** Compiles a file. It never throws, whatever the text is. */
export function compile(
  ownText: string, { otherFiles = () => [], folder = emptyFolder }: CompileOptions = {},
): Phased<Compiled> {
  const gathered = gather(ownText, folder);
  const { file, text, used } = gathered;
  const resolved = resolve(gathered, othersOf(otherFiles, folder.self));
  const checked = check(resolved.value);
  const found = [...gathered.diagnostics, ...resolved.diagnostics, ...checked.diagnostics];
  const scenarios: CompiledScenario[] = [];
  if (!hasErrors(found)) {
    for (const scenario of checked.value) {
      const { value, diagnostics } = compiledScenario(scenario);
      scenarios.push(value);
      found.push(...diagnostics);
    }
  }
  const own = withoutFollowing(found, text).filter((each) => isOwn(each, ownText));
  const diagnostics = [...own, ...brokenUses(gathered, found)].sort(
    (first, second) => first.span.start - second.span.start || first.span.end - second.span.end,
  );
  return { value: { file, text, used, scenarios: hasErrors(diagnostics) ? [] : scenarios }, diagnostics };
}

/** What is said of all code together, and may not hold of what a line with an error was meant to be. */
const ofTheWhole: readonly DiagnosticForm[] = ["SCN027/sweep"];

/**
 * Of a line that is written as in another language that is said alone: what else is wrong in it follows from
 * that, or is said when it is mended. Beside an error nothing is said that all code together would tell.
 */
function withoutFollowing(found: readonly Diagnostic[], text: string): readonly Diagnostic[] {
  const read = hasErrors(found) ? found.filter(({ form }) => !ofTheWhole.includes(form)) : found;
  const slips = read.filter(({ form }) => form === "SCN006/slip" || form === "SCN006/character");
  if (slips.length === 0) return read;
  const lines = new LineMap(text);
  const first = new Map<number, Diagnostic>();
  for (const slip of slips) {
    const line = lines.lineOf(slip.span.start);
    if (!first.has(line)) first.set(line, slip);
  }
  return read.filter((each) => (first.get(lines.lineOf(each.span.start)) ?? each) === each);
}

/** What is not wrong in a used file, only worth saying, is said where that file itself is checked. */
function isOwn({ severity, span }: Diagnostic, ownText: string): boolean {
  return severity === "error" || span.start <= ownText.length;
}

/** Each line that brought an error says so, and where it stands. */
function brokenUses({ brought, text, used }: Gathered, found: readonly Diagnostic[]): Diagnostic[] {
  const map = new SourceMap({ name: "", text, used });
  const errors = found.filter(({ severity }) => severity === "error");
  return brought.flatMap(({ use, start }, index) => {
    const end = brought[index + 1]?.start ?? text.length + 1;
    const [first] = errors
      .filter(({ span }) => span.start > start && span.start < end)
      .sort((one, other) => one.span.start - other.span.start);
    if (first === undefined) return [];
    const { file, line } = map.placeOf(first.span.start);
    const where = file === use.file.value ? String(line) : `${line} of \`${file}\``;
    return [diagnostic("SCN014/errors", use.file.span, use.file.value, where, messageOf(first))];
  });
}

/** What other files say of the file that is known as `self`; those with errors have no scenarios. */
function othersOf(files: () => readonly OtherFile[], self: string | undefined): OtherFiles {
  const name = self?.split(/[\\/]/).at(-1);
  return {
    scenarios: () =>
      files().flatMap(({ name: file, text }) => {
        const { value, diagnostics } = parse(text);
        if (hasErrors(diagnostics)) return [];
        return value.items.flatMap((item) => (item.kind === "scenario" ? [{ file, item }] : []));
      }),
    useThis: () =>
      files().some(({ text }) =>
        parse(text).value.items.some((item) => item.kind === "use" && item.file.value === name),
      ),
  };
}

/** A scenario with its programs; what is too large for the core is found here. */
function compiledScenario(scenario: CheckedScenario): Phased<CompiledScenario> {
  const programs = new Map<string, Program>();
  const diagnostics: Diagnostic[] = [];
  for (const version of scenario.versions) {
    const program = emitted(scenario, version);
    if ("operation" in program || "code" in program) diagnostics.push(program as Diagnostic);
    else programs.set(version, program);
    if (diagnostics.length > 0) break;
  }
  const { title, span, docComment, versions, breaks, repairs, row, properties } = scenario;
  const value: CompiledScenario = {
    title,
    span,
    docComment,
    versions,
    breaks: breaks.map((index) => properties[index]!.title),
    ...(repairs !== undefined && { repairs }),
    ...(row && { row }),
    program(version, overrides) {
      if (!versions.includes(version)) throw new RangeError(`"${title}" does not run on ${version}`);
      return overrides === undefined ? programs.get(version)! : emit(scenario, version, overrides);
    },
  };
  return { value, diagnostics };
}

function emitted(scenario: CheckedScenario, version: string): Program | Diagnostic {
  try {
    return emit(scenario, version);
  } catch (error) {
    if (error instanceof TooLarge) {
      return diagnostic(error.form, error.span ?? scenario.span, ...error.values);
    }
    throw error;
  }
}
