/*
 * Scenarios: heads, twins, bodies. A scenario that repairs another without a body of its own takes that one's
 * body, with other drivers, procedures or attackers in their places, and is judged by the properties that the
 * other one breaks.
 */
import type { SwitchName } from "../../core/tables/switches.ts";
import { switchesOf } from "../../core/tables/versions.ts";
import type { Declarations } from "../resolve/model.ts";
import type { Report } from "../resolve/report.ts";
import type {
  Block, DriverItem, Guard, Head, Parameter, PropertyItem, Repairs, ScenarioItem, Span, StringLiteral,
  WindowsItem,
} from "../syntaxTree.ts";
import { suggestionFor } from "../words.ts";
import { checkSweeps } from "./allocations.ts";
import { checkAttacker } from "./attackers.ts";
import { newSize, type CheckContext, type Size } from "./context.ts";
import { checkIgnoredStatuses } from "./ignoredStatuses.ts";
import { checkLeftTaken } from "./leftTaken.ts";
import { checkProperty, judgementsIn, type InnerJudgement } from "./properties.ts";
import { Known } from "./known.ts";
import { checkLinesOfWorkers } from "./linesOfWorkers.ts";
import { checkModes } from "./modes.ts";
import { checkPlaying } from "./playing.ts";
import { Scope, type Place } from "./scope.ts";
import { startAttackers } from "./starts.ts";
import { checkBlock } from "./statements.ts";
import type { CheckedProperty, CheckedScenario, RowOf, Step } from "./steps.ts";
import { defaultVersions, switchesOfHead, versionsOfGuard, versionsOfHead } from "./versions.ts";

/** A scenario to check: of an item, or of a row of a table. */
export interface Source {
  readonly title: string;
  readonly span: Span;
  readonly docComment: string;
  readonly head?: Head | WindowsItem;
  readonly body: Block;
  readonly replacements: ReadonlyMap<string, string>;
  readonly breaks: readonly StringLiteral[];
  /** Properties that come along with the scenario that is repaired. */
  readonly judgedBy: readonly StringLiteral[];
  readonly repairs?: string;
  /** What stands for names in the body: the columns of a row. */
  readonly scope?: Scope;
  /** Versions that a row is restricted to. */
  readonly versions?: readonly string[];
  /** What it is of its table, where it is a row. */
  readonly row?: RowOf;
}

/** One scenario for all of its versions. */
export function checkScenario(
  source: Source, declarations: Declarations, file: Size["file"], report: Report,
): CheckedScenario {
  const { versions, switches } = headOf(source, declarations, report);
  const context: CheckContext = {
    declarations, text: declarations.text, report, replacements: source.replacements, size: newSize(file),
    playing: new Map(), concerned: new Set(),
  };
  const place: Place = {
    scope: new Scope(source.scope), inside: [], versions, known: { now: Known.nothing },
    left: { now: undefined },
  };
  const steps = checkBlock(source.body, place, context);
  checkLinesOfWorkers(steps, context);
  checkModes(steps, versions, report);
  checkIgnoredStatuses(steps, source.breaks.length > 0, report);
  checkLeftTaken(steps, versions, source.breaks.length > 0, report);
  const properties = propertiesOf(source, place, context);
  const attackers = attackersOf(context, steps, properties, declarations, report);
  checkSweeps(steps, attackers, report);
  checkJobs(versions, switches, declarations, report);
  return {
    title: source.title,
    span: source.span,
    docComment: source.docComment,
    versions,
    switches,
    steps: startAttackers(steps),
    properties,
    attackers,
    breaks: source.breaks
      .map((title) => properties.findIndex((property) => property.title === title.value))
      .filter((index) => index >= 0),
    ...(source.repairs !== undefined && { repairs: source.repairs }),
    ...(source.row && { row: source.row }),
    processes: declarations.processes,
    objects: declarations.objects,
    jobs: declarations.jobs,
  };
}

/** What judges a scenario: properties of the file that it names, and those that stand in its block. */
function propertiesOf(source: Source, place: Place, context: CheckContext): CheckedProperty[] {
  const judged = judgedProperties(source, context.declarations, context.report);
  const outside: Place = { ...place, scope: new Scope() };
  return [
    ...judged.map((item) => checkProperty(item.judgement, item.title.value, outside, context)),
    ...judgementsIn(source.body).map((inner) => innerProperty(inner, place, context)),
  ];
}

/** Limits that bind in some scenario of the file are well; those that bind in none are said once. */
function checkJobs(
  versions: readonly string[], switches: Partial<Record<SwitchName, string>>,
  { processes }: Declarations, report: Report,
): void {
  const asked = versions.some((version) => (switches.jobLimits ?? switchesOf(version).jobLimits) === "on");
  for (const { job } of processes) {
    if (job === undefined || job.limits === 0 || versions.length === 0) continue;
    if (asked) report.take("SCN017/limitless", job.span);
    else report.say("SCN017/limitless", job.span, job.name);
  }
}

function headOf(
  source: Source, declarations: Declarations, report: Report,
): { versions: string[]; switches: Partial<Record<SwitchName, string>> } {
  const head = source.head ?? declarations.windows;
  const versions = head === undefined ? defaultVersions() : versionsOfHead(head, report);
  const within =
    source.versions === undefined
      ? versions
      : versions.filter((version) => source.versions!.includes(version));
  return { versions: within, switches: head === undefined ? {} : switchesOfHead(head.switches, report) };
}

function innerProperty(inner: InnerJudgement, place: Place, context: CheckContext): CheckedProperty {
  const property = checkProperty(inner.judgement, inner.title, place, context);
  if (inner.guards.length === 0) return property;
  const versions = place.versions.filter((version) =>
    inner.guards.every(({ guard, holds }) => admits(guard, version, context) === holds),
  );
  return { ...property, versions };
}

/** Whether a guard admits a version; what is wrong in it is said where its block is read. */
function admits(guard: Guard, version: string, { report, text }: CheckContext): boolean {
  return report.quietly(() => versionsOfGuard(guard, [version], text, report)).length > 0;
}

/** The file's properties that this scenario names. */
function judgedProperties(source: Source, declarations: Declarations, report: Report): PropertyItem[] {
  const found: PropertyItem[] = [];
  for (const title of [...source.breaks, ...source.judgedBy]) {
    const item = declarations.properties.get(title.value);
    if (item !== undefined) found.push(item);
    else if (!hasInner(source.body, title.value) && !isSaidThere(title, source, declarations)) {
      const names = [...declarations.properties.keys()];
      report.sayNear("SCN060", title.span, ["property", title.value], suggestionFor(title.value, names), names);
    }
  }
  return [...new Set(found)];
}

/** Where the broken twin stands in this file, its own line says what is wrong with its titles. */
function isSaidThere(title: StringLiteral, source: Source, declarations: Declarations): boolean {
  return (
    source.judgedBy.includes(title) &&
    declarations.scenarios.some((item) => item.title.value === source.repairs)
  );
}

function hasInner(body: Block, title: string): boolean {
  return judgementsIn(body).some((inner) => inner.title === title);
}

/**
 * Attackers that play, that something is conceded to, or that a condition asks about; the first need
 * something that they can do.
 */
function attackersOf(
  context: CheckContext, steps: readonly Step[], properties: readonly CheckedProperty[],
  declarations: Declarations, report: Report,
): CheckedScenario["attackers"] {
  const names = new Set([
    ...context.playing.keys(), ...context.concerned,
    ...properties.flatMap((property) => (property.attacker === undefined ? [] : [property.attacker])),
  ]);
  return [...names].map((name) => {
    const item = declarations.attackers.get(name)!;
    const attacker = report.quietly(() => checkAttacker(item, declarations, report));
    const play = context.playing.get(name);
    // what it lacks may be what is wrong with it, or stand in what could not be read
    const isRead = !report.isUnread && !report.hasErrorIn(item.span);
    if (play !== undefined && isRead) checkPlaying(attacker, play, steps, context.playing.size === 1, report);
    return attacker;
  });
}

/** What a scenario item is checked as. Undefined: reported. */
export function sourceOf(item: ScenarioItem, declarations: Declarations, report: Report): Source | undefined {
  const common = {
    title: item.title.value,
    span: item.title.span,
    docComment: item.documentation?.text ?? "",
    breaks: item.twin?.kind === "breaks" ? item.twin.properties : [],
    ...(item.head && { head: item.head }),
  };
  if (item.twin?.kind !== "repairs") {
    return item.body && { ...common, body: item.body, replacements: new Map(), judgedBy: [] };
  }
  return repairOf(item, item.twin, common, declarations, report);
}

type Common = Pick<Source, "title" | "span" | "docComment" | "breaks" | "head">;

function repairOf(
  item: ScenarioItem, twin: Repairs, common: Common, declarations: Declarations, report: Report,
): Source | undefined {
  const title = twin.scenario.value;
  const broken = brokenTwin(item, title, declarations);
  if (broken === undefined) {
    const known = [...declarations.scenarios, ...declarations.whole.usedScenarios.map((used) => used.item)];
    const names = known.filter((each) => each !== item).map((each) => each.title.value);
    report.sayNear(
      "SCN060", twin.scenario.span, ["scenario", title], suggestionFor(title, names), names,
    );
  } else if (broken.file !== undefined && item.body === undefined) {
    report.say("SCN060/elsewhere", twin.scenario.span, title, broken.file);
  }
  const body = item.body ?? (broken?.file === undefined ? broken?.item.body : undefined);
  const head = common.head ?? broken?.head;
  const judgedBy =
    broken?.item.twin?.kind === "breaks"
      ? placed(broken.item.twin.properties, broken.isOwn ? undefined : twin.scenario.span)
      : [];
  if (broken !== undefined && judgedBy.length === 0) report.say("SCN065", twin.scenario.span, title);
  if (body === undefined) return undefined;
  const replacements = replacementsOf(twin, declarations, report);
  return { ...common, body, judgedBy, replacements, repairs: twin.scenario.value, ...(head && { head }) };
}

/** The scenario that another one repairs. */
interface Broken {
  readonly item: ScenarioItem;
  readonly head?: Head | WindowsItem | undefined;
  /** It stands in this very file. */
  readonly isOwn: boolean;
  /** The file that it stands in, where this one does not use that: its block means nothing here. */
  readonly file?: string;
}

/** Looked for in the file itself, then in those that it uses, then in those of its folder. */
function brokenTwin(item: ScenarioItem, title: string, declarations: Declarations): Broken | undefined {
  const isBroken = (candidate: ScenarioItem): boolean =>
    candidate !== item && candidate.title.value === title;
  const own = declarations.scenarios.find(isBroken);
  if (own !== undefined) return { item: own, head: own.head, isOwn: true };
  const used = declarations.whole.usedScenarios.find((each) => isBroken(each.item));
  if (used !== undefined) return { item: used.item, head: used.item.head ?? used.windows, isOwn: false };
  const other = declarations.others.scenarios().find((each) => isBroken(each.item));
  return other && { item: other.item, head: other.item.head, isOwn: false, file: other.file };
}

/** Titles of another file stand where that one is named. */
function placed(titles: readonly StringLiteral[], span: Span | undefined): readonly StringLiteral[] {
  return span === undefined ? titles : titles.map((title) => ({ ...title, span }));
}

function replacementsOf(twin: Repairs, declarations: Declarations, report: Report): Map<string, string> {
  const found = new Map<string, string>();
  for (const { replacement, replaced } of twin.replacements) {
    const lack = whatIsLacking(replacement.text, replaced.text, declarations);
    if (lack === undefined) found.set(replaced.text, replacement.text);
    else if (lack.unknown !== undefined) {
      const name = lack.unknown === replacement.text ? replacement : replaced;
      const names = [
        ...declarations.drivers.keys(), ...declarations.procedures.keys(), ...declarations.attackers.keys(),
      ];
      report.sayNear(
        "SCN010", name.span, ["driver, procedure or attacker", name.text], suggestionFor(name.text, names), names);
    } else report.say("SCN061", replacement.span, replacement.text, replaced.text, lack.what);
  }
  return found;
}

type Lack =
  | { readonly unknown: string; readonly what?: undefined }
  | { readonly unknown?: undefined; readonly what: string };

/** Why one cannot stand for the other; undefined: it can. */
function whatIsLacking(replacement: string, replaced: string, declarations: Declarations): Lack | undefined {
  const broken = declarations.drivers.get(replaced);
  if (broken !== undefined) {
    const fixed = declarations.drivers.get(replacement);
    if (fixed !== undefined) return lackingEntry(fixed, broken);
    return isKnown(replacement, declarations)
      ? { what: "entries: it is no driver" }
      : { unknown: replacement };
  }
  const procedure = declarations.procedures.get(replaced);
  if (procedure !== undefined) {
    const fixed = declarations.procedures.get(replacement);
    if (fixed === undefined) {
      return isKnown(replacement, declarations)
        ? { what: "code: it is no procedure" }
        : { unknown: replacement };
    }
    return signature(fixed.parameters) === signature(procedure.parameters)
      ? undefined
      : { what: `parameters \`${signature(procedure.parameters)}\`` };
  }
  if (!declarations.attackers.has(replaced)) return { unknown: replaced };
  if (declarations.attackers.has(replacement)) return undefined;
  return isKnown(replacement, declarations) ? { what: "calls: it is no attacker" } : { unknown: replacement };
}

function isKnown(name: string, { drivers, procedures, attackers }: Declarations): boolean {
  return drivers.has(name) || procedures.has(name) || attackers.has(name);
}

function lackingEntry(fixed: DriverItem, broken: DriverItem): Lack | undefined {
  const lacking = broken.entries.find((entry) => !fixed.entries.some((other) =>
    other.name.text === entry.name.text && signature(other.parameters) === signature(entry.parameters)));
  return lacking && { what: `entry \`${lacking.name.text}${signature(lacking.parameters)}\`` };
}

function signature(parameters: readonly Parameter[]): string {
  return `(${parameters.map((parameter) => `${parameter.name.text}: ${parameter.type.text}`).join(", ")})`;
}
