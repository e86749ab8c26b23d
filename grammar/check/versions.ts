/* Which versions a head, a guard or a demand means, and which switches a head sets. */
import { switchIsRead } from "../../core/tables/readings.ts";
import { switches, type SwitchName } from "../../core/tables/switches.ts";
import {
  milestones, versionMatches, versions, versionsIn, type VersionRange as Range,
} from "../../core/tables/versions.ts";
import { firstFew, type Report } from "../resolve/report.ts";
import type { Atom, Guard, Head, Since, Switch, Version, VersionRange, WindowsItem } from "../syntaxTree.ts";
import { suggestionFor } from "../words.ts";

const versionNames: readonly string[] = versions.map((row) => row.name);
const milestoneNames: readonly string[] = milestones.map((row) => row.name);

/** Every version a scenario can run on, where its head is silent: all of Windows. */
export function defaultVersions(): string[] {
  return versionsIn({ in: ["all"] });
}

/**
 * The versions of a head, in the order of the table. A head with a wrong name is reported and stands for all,
 * so that guards below it are not said to admit none of the versions that it would have named.
 */
export function versionsOfHead(head: Head | WindowsItem, report: Report): string[] {
  const ranges = head.versions.map((range) => versionsOfRange(range, report));
  if (ranges.includes(undefined)) return defaultVersions();
  const found = new Set(ranges.flatMap((range) => range ?? []));
  return versionNames.filter((name) => found.has(name));
}

/** Undefined: a name in it is reported, or that it is empty. */
function versionsOfRange(range: VersionRange, report: Report): string[] | undefined {
  const names = range.kind === "since" ? [range.from, range.before] : [range];
  if (!checkNames(names, report)) return undefined;
  if (range.kind !== "since") return versionsIn({ in: [range.text] });
  const found = versionsIn(rangeOf(range));
  if (found.length > 0) return found;
  report.say("SCN033/head", range.span, wordsOf(range), turned(range));
  return undefined;
}

/**
 * Those of `among` that a guard admits, in a scenario's own lines or in code that it runs (`form`); what
 * admits none wherever it is read is reported, since it never runs. Where `among` is empty already, that was
 * said.
 */
export function versionsOfGuard(
  guard: Guard, among: readonly string[], text: string, report: Report,
  form: "SCN033" | "SCN033/code" = "SCN033",
): string[] {
  const names = guard.kind === "since" ? [guard.from, guard.before] : guard.versions;
  if (!checkNames(names, report) || among.length === 0) return [...among];
  const found = among.filter((version) => versionMatches(version, rangeOf(guard)));
  if (found.length > 0) report.take(form, guard.span);
  else report.say(form, guard.span, text.slice(guard.span.start, guard.span.end));
  return found;
}

/** The range with its ends exchanged, where that has versions. */
function turned({ from, before }: Since): string | undefined {
  if (from === undefined || before === undefined) return undefined;
  const exchanged = { from: before.text, before: from.text };
  return versionsIn(exchanged).length > 0 ? `from ${exchanged.from} before ${exchanged.before}` : undefined;
}

function wordsOf({ from, before }: Since): string {
  return [...(from ? [`from ${from.text}`] : []), ...(before ? [`before ${before.text}`] : [])].join(" ");
}

function rangeOf(guard: Guard): Range {
  if (guard.kind === "inVersions") return { in: guard.versions.map((version) => version.text) };
  return { ...(guard.from && { from: guard.from.text }), ...(guard.before && { before: guard.before.text }) };
}

function checkNames(names: readonly (Version | undefined)[], report: Report): boolean {
  let known = true;
  for (const name of names) {
    if (
      name === undefined ||
      name.text === "all" ||
      versionNames.includes(name.text) ||
      milestoneNames.includes(name.text)
    ) {
      continue;
    }
    known = false;
    if (report.saySlip(name.span)) continue;
    report.sayNear(
      "SCN010", name.span, ["version", name.text],
      alias(name.text) ?? suggestionFor(name.text, ["all", ...versionNames, ...milestoneNames]), versionNames,
    );
  }
  return known;
}

/** Other names of versions: those of the kernel, and what people call them. */
const aliases: Readonly<Record<string, string>> = {
  "nt": "nt4", "4.0": "nt4", "5.0": "2000", "xp": "xp-sp2", "5.1": "xp-sp2", "xp-sp3": "xp-sp2", "2003": "server-2003",
  "5.2": "server-2003", "6.0": "vista", "2008": "vista", "6.1": "7", "6.2": "8", "2012": "8", "6.3": "8.1",
  "10.0": "10",
};

function alias(name: string): string | undefined {
  return aliases[name.toLowerCase().replace(/^(?:windows|win)[-_]?/, "")] ??
    versionNames.find((known) => `win${known}` === name.toLowerCase() || `windows${known}` === name.toLowerCase());
}

/** `with gate: none, jobLimits: off`: the switches by name. */
export function switchesOfHead(
  given: readonly Switch[], report: Report,
): Partial<Record<SwitchName, string>> {
  const settings: Partial<Record<SwitchName, string>> = {};
  for (const each of given) {
    const row = switches.find((candidate) => candidate.name === each.name.text);
    if (row === undefined) {
      report.sayNear(
        "SCN010",
        each.name.span,
        ["switch", each.name.text],
        suggestionFor(
          each.name.text, switches.map((candidate) => candidate.name),
        ),
        switches.map((candidate) => candidate.name),
      );
      continue;
    }
    const before = given.find((other) => other.name.text === each.name.text);
    if (before !== undefined && before !== each) {
      report.say("SCN016/switch", each.name.span, row.name, report.lineOf(before.name.span));
      continue;
    }
    if (!switchIsRead(row.name)) report.say("SCN033/switch", each.name.span, row.name);
    const value = wordOf(each.value);
    const values: readonly string[] = row.values;
    if (value !== undefined && values.includes(value)) settings[row.name] = value;
    else if (value === undefined) {
      report.say(
        "SCN024", each.value.span, row.name, `one of ${values.join(", ")}`, "a value of another kind",
        firstFew(values),
      );
    } else {
      const near = suggestionFor(value, values);
      report.sayNear("SCN010", each.value.span, [`value of \`${row.name}\``, value], near, values);
    }
  }
  return settings;
}

function wordOf(atom: Atom): string | undefined {
  switch (atom.kind) {
    case "path": return atom.parts.map((part) => part.text).join(".");
    case "number": case "version": return atom.text;
    case "none": return "none";
    case "string": return atom.value;
    default: return undefined;
  }
}
