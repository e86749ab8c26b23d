/*
 * A file with all that it uses, as one tree over one text. Each file is parsed alone, so that what is wrong
 * in one stays in it, and counted from where it begins in the whole text (`sources.ts`).
 *
 * What comes from a used file: its world, drivers, procedures, attackers and properties. Its scenarios and
 * tables are its own matter, and its `windows` is theirs.
 */
import { diagnostic, type Diagnostic } from "../diagnostics.ts";
import { parse } from "../parse.ts";
import { textBreak, type UsedText } from "../sources.ts";
import type { File, Item, UseItem } from "../syntaxTree.ts";
import { suggestionFor } from "../words.ts";
import type { Folder } from "./folder.ts";
import { folderOfPath, readUsePath } from "./usePath.ts";

export interface Gathered {
  /** Items of used files first, in the order in which they are used. */
  readonly file: File;
  readonly text: string;
  readonly used: readonly UsedText[];
  readonly diagnostics: readonly Diagnostic[];
}

const declaring: readonly Item["kind"][] = ["world", "driver", "procedure", "attacker", "property"];
/** All texts together, in characters. */
const textMost = 1 << 20;
const filesMost = 64;

/** The file and those that it uses, over several steps. It never throws. */
export function gather(text: string, folder: Folder): Gathered {
  const parsed = parse(text);
  const uses = parsed.value.items.filter((item): item is UseItem => item.kind === "use");
  if (uses.length === 0) return { file: parsed.value, text, used: [], diagnostics: parsed.diagnostics };
  const gathering = new Gathering(text, folder);
  for (const use of uses) gathering.follow(use, "", folder.self === undefined ? [] : [folder.self]);
  const { items, leftOut, comments, used, diagnostics } = gathering;
  const file: File = {
    ...parsed.value, span: { start: 0, end: gathering.text.length },
    items: [...items, ...parsed.value.items], leftOut: [...leftOut, ...parsed.value.leftOut],
    comments: [...parsed.value.comments, ...comments],
  };
  return { file, text: gathering.text, used, diagnostics: [...parsed.diagnostics, ...diagnostics] };
}

class Gathering {
  readonly items: Item[] = [];
  readonly leftOut: File["leftOut"][number][] = [];
  readonly comments: File["comments"][number][] = [];
  readonly used: UsedText[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly known = new Set<string>();

  constructor(public text: string, private readonly folder: Folder) {}

  /** Reads what a line uses. `base` is the folder of the file that it stands in; `chain` who led there. */
  follow({ file }: UseItem, base: string, chain: readonly string[]): void {
    const say = (form: Parameters<typeof diagnostic>[0], ...values: readonly string[]): void => {
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
    if (begun >= 0) return say("SCN014", cycleWords([...chain.slice(begun), found.path]));
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
    this.leftOut.push(...value.leftOut);
    this.comments.push(...value.comments);
  }
}

/** "`a.scn` uses `b.scn`, which uses `a.scn`". */
function cycleWords(paths: readonly string[]): string {
  const [first, ...rest] = paths.map((path) => `\`${path.slice(path.search(/[^/\\]*$/))}\``);
  return rest.length === 0 ? `${first} uses itself` : `${first} uses ${rest.join(", which uses ")}`;
}
