/*
 * A file with all that it uses, as one tree over one text. Each file is parsed alone, so that what is wrong
 * in one stays in it, and counted from where it begins in the whole text (`sources.ts`).
 *
 * What comes from a used file: its world, drivers, procedures, attackers and properties. Its scenarios and
 * tables are its own matter, and its `windows` is theirs.
 */
import { diagnostic, type Diagnostic, type DiagnosticForm, type Phased } from "../diagnostics.ts";
import { parse } from "../parse.ts";
import { textBreak, type UsedText } from "../sources.ts";
import type { File, Item, ScenarioItem, UseItem, WindowsItem } from "../syntaxTree.ts";
import { suggestionFor } from "../words.ts";
import type { Folder } from "./folder.ts";
import { folderOfPath, readUsePath } from "./usePath.ts";

/** A file with all that it uses. */
export interface Whole {
  /** Items of used files first, in the order in which they are used. */
  readonly file: File;
  readonly text: string;
  readonly used: readonly UsedText[];
  /** The scenarios of used files, which can be repaired, each with the `windows` of its own file. */
  readonly usedScenarios: readonly UsedScenario[];
  /** Some line brought nothing, so a name that is not known here may be declared where nobody could look. */
  readonly isIncomplete: boolean;
  /** What is wrong in the form of the texts, and with the lines that bring others. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface UsedScenario {
  readonly item: ScenarioItem;
  readonly windows?: WindowsItem;
}

export interface Gathered extends Whole {
  /** What each line of the file itself brought that no line above it had. */
  readonly brought: readonly Brought[];
}

/** Texts that came with a line: from the place of the first of them on. */
export interface Brought {
  readonly use: UseItem;
  readonly start: number;
}

const declaring: readonly Item["kind"][] = ["world", "driver", "procedure", "attacker", "property"];
const together = "Move what both need into a file of its own";
/** All texts together, in characters. */
const textMost = 1 << 20;
const filesMost = 64;

/** The file and those that it uses, over several steps. It never throws. */
export function gather(text: string, folder: Folder): Gathered {
  const parsed = parse(text);
  const uses = parsed.value.items.filter((item): item is UseItem => item.kind === "use");
  if (uses.length === 0) return aloneOf(text, parsed);
  const gathering = new Gathering(text, folder);
  const brought = uses.map((use): Brought => {
    const start = gathering.text.length;
    gathering.follow(use, "", folder.self === undefined ? [] : [folder.self]);
    return { use, start };
  });
  const { items, leftOut, comments, used, usedScenarios, isIncomplete, diagnostics } = gathering;
  const file: File = {
    ...parsed.value, span: { start: 0, end: gathering.text.length },
    items: [...items, ...parsed.value.items], leftOut: [...leftOut, ...parsed.value.leftOut],
    comments: [...parsed.value.comments, ...comments],
  };
  return {
    file, text: gathering.text, used, usedScenarios, isIncomplete, brought,
    diagnostics: [...parsed.diagnostics, ...diagnostics],
  };
}

/** A file that uses no other. */
function aloneOf(text: string, { value, diagnostics }: Phased<File>): Gathered {
  return {
    file: value, text, used: [], usedScenarios: [], isIncomplete: false, brought: [], diagnostics,
  };
}

class Gathering {
  readonly items: Item[] = [];
  readonly leftOut: File["leftOut"][number][] = [];
  readonly comments: File["comments"][number][] = [];
  readonly used: UsedText[] = [];
  readonly usedScenarios: UsedScenario[] = [];
  readonly diagnostics: Diagnostic[] = [];
  isIncomplete = false;
  private readonly known = new Set<string>();

  constructor(public text: string, private readonly folder: Folder) {}

  /** Reads what a line uses. `base` is the folder of the file that it stands in; `chain` who led there. */
  follow({ file }: UseItem, base: string, chain: readonly string[]): void {
    const say = (form: DiagnosticForm, ...values: readonly string[]): void => {
      this.isIncomplete = true;
      this.diagnostics.push(diagnostic(form, file.span, ...values));
    };
    const path = readUsePath(file.value, base);
    if (path.wrong !== undefined) {
      return say(path.wrong, file.value, ...(path.instead === undefined ? [] : [path.instead]));
    }
    const found = this.folder.read(path.path);
    if (found.problem === "outside") return say("SCN014/outside", file.value);
    if (found.problem === "unreadable") return say("SCN014/unreadable", file.value, found.reason);
    if (found.problem === "missing") {
      const near = suggestionFor(path.path, found.names);
      return say("SCN014/missing", file.value, ...(near === undefined ? [] : [near.slice(base.length)]));
    }
    const begun = chain.indexOf(found.path);
    if (begun >= 0 && begun === chain.length - 1) {
      return say("SCN014", `\`${file.value}\` uses itself`, "Leave the line out: a file has what it declares");
    }
    if (begun >= 0) return say("SCN014", cycleWords([...chain.slice(begun), found.path]), together);
    if (this.known.has(found.path)) return;
    if (this.known.size >= filesMost) return say("SCN014/many", String(filesMost));
    if (this.text.length + found.text.length >= textMost) {
      return say("SCN014/unreadable", file.value, "all files together are larger than 1 MiB");
    }
    this.known.add(found.path);
    this.take(found.path, path.path, found.text, chain);
  }

  /** A used file: first what it uses itself, so that what is declared is declared before who uses it. */
  private take(known: string, name: string, text: string, chain: readonly string[]): void {
    const start = this.text.length + textBreak.length;
    this.used.push({ name, start });
    // before it nothing but blanks: places come out as those of the whole text
    const { value, diagnostics } = parse(`${" ".repeat(start - textBreak.length)}${textBreak}${text}`);
    this.text += textBreak + text;
    this.diagnostics.push(...diagnostics);
    for (const item of value.items) {
      if (item.kind === "use") this.follow(item, folderOfPath(name), [...chain, known]);
    }
    this.items.push(...value.items.filter(({ kind }) => declaring.includes(kind)));
    const windows = value.items.find((item) => item.kind === "windows");
    for (const item of value.items) {
      if (item.kind === "scenario") this.usedScenarios.push({ item, ...(windows && { windows }) });
    }
    this.leftOut.push(...value.leftOut);
    this.comments.push(...value.comments);
  }
}

/** "`a.scn` uses `b.scn`, which uses `a.scn`". */
function cycleWords(paths: readonly string[]): string {
  const [first, ...rest] = paths.map((path) => `\`${path.slice(path.search(/[^/\\]*$/))}\``);
  return rest.length === 0 ? `${first} uses itself` : `${first} uses ${rest.join(", which uses ")}`;
}
