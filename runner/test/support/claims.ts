/**
 * What an explanation claims would come of a step, read out of its sentence part by part, and held against a
 * step that was made so. Nothing of what writes the sentences is used but the names of things.
 */
import { regions, type Field, type RegionName } from "../../../core/tables/layout.ts";
import { privileges } from "../../../core/tables/privileges.ts";
import type { Program, ProgramNames } from "../../../grammar/image/programImage.ts";
import { controlOf, operationOf } from "../../../grammar/image/tableNumbers.ts";
import { bugCheckName, isError, statusName } from "../../../grammar/statusWords.ts";
import type { StateView } from "../../machine/stateView.ts";
import { numberWords, openedType } from "../../report/lines.ts";
import { contextName, handleKindName, handleName, tokenIsLive, tokenWords } from "../../report/names.ts";
import { stateChanges } from "../../report/stateChanges.ts";
import type { Change } from "../../report/stepAgain.ts";
import type { MadeStep } from "./changedRun.ts";

/** The step as it went in its run, and as it went with the change. */
export interface TwoWays {
  readonly program: Program;
  readonly was: MadeStep;
  readonly is: MadeStep;
}

/** What of a sentence's outcome is not so; empty: all of it is true. */
export function untrueParts(outcome: string, ways: TwoWays): string[] {
  const untrue: string[] = [];
  for (let rest = outcome; rest !== "";) {
    const read = readPart(rest, ways);
    if (read === undefined) return [...untrue, `nothing is known that says: ${rest}`];
    if (!read.isTrue) untrue.push(rest.slice(0, read.length));
    rest = rest.slice(read.length).replace(/^(, | and )/, "");
  }
  return untrue;
}

interface Part {
  readonly length: number;
  readonly isTrue: boolean;
}

function readPart(text: string, ways: TwoWays): Part | undefined {
  for (const [pattern, isTrue] of parts) {
    const match = pattern.exec(text);
    if (match) return { length: match[0].length, isTrue: isTrue(match, ways) };
  }
  return outPart(text, ways) ?? heldPart(text, ways);
}

const titleOf = (step: MadeStep, { names }: Program): string | undefined => {
  const { broken } = step.end;
  const property = broken && "property" in broken ? names.properties[broken.property] : undefined;
  return property && (property.title || property.text);
};

/** What ends the run before anything else can break, such as the line's own demand. */
const endsBefore = ({ end: { broken } }: MadeStep): boolean => broken !== undefined && "record" in broken;

const parts: readonly (readonly [RegExp, (match: RegExpExecArray, ways: TwoWays) => boolean])[] = [
  [
    /^"(.+?)" would be broken here/,
    ([, title], { is, program }) => titleOf(is, program) === title || endsBefore(is),
  ],
  [
    /^"(.+?)" would not be broken here/,
    ([, title], { was, is, program }) => titleOf(was, program) === title && titleOf(is, program) !== title,
  ],
  [
    /^there would be (no )?bug check (\w+)/,
    ([, no, name], { was, is }) =>
      bugCheckName((no ? was : is).after.field("header", 0, "bugCheck")) === name &&
      (no ? is : was).after.field("header", 0, "bugCheck") === 0,
  ],
  [
    /^the act would be refused with (\w+)/,
    ([, status], { is: { entry } }) =>
      controlOf(entry.operation) === "Act" && isError(entry.status) && statusName(entry.status) === status,
  ],
  [
    /^the act would be allowed/,
    ([], { is: { entry } }) => controlOf(entry.operation) === "Act" && !isError(entry.status),
  ],
  [
    /^(\w+) would say (yes|no)/,
    ([, routine, answer], { is: { entry } }) =>
      operationOf(entry.operation)?.routine === routine && (entry.status !== 0) === (answer === "yes"),
  ],
  [
    /^(\w+) would return (\w+)/,
    ([, routine, status], { is: { entry } }) =>
      operationOf(entry.operation)?.routine === routine && statusName(entry.status) === status,
  ],
  [/^the step would change nothing$/, ([], { was, is }) => !isUnchanged(was) && isUnchanged(is)],
  [
    /^the step would do this: (.*)$/,
    ([, things], { was, is, program }) =>
      things!.split("; ").every((thing) => does(is, thing, program) && !does(was, thing, program)),
  ],
  [
    /^the step would not do this: (.*)$/,
    ([, things], { was, is, program }) =>
      things!.split("; ").every((thing) => does(was, thing, program) && !does(is, thing, program)),
  ],
];

const does = ({ before, after }: MadeStep, thing: string, { names }: Program): boolean =>
  stateChanges(before, after, names).some(({ words }) => words === thing);

const stateRegions = regions
  .map(({ name }) => name)
  .filter((name) => !["header", "lane", "variable", "baseline"].includes(name)) as RegionName[];

const watchedFields = (region: RegionName): readonly string[] =>
  (regions.find(({ name }) => name === region)!.fields as readonly Field[])
    .filter(({ watched }) => watched !== false)
    .map(({ name }) => name);

/** Whether every record that anybody can see is as it was before. */
const isUnchanged = ({ before, after }: MadeStep): boolean =>
  stateRegions.every((region) =>
    watchedFields(region).every((name) =>
      Array.from({ length: after.counts[region] }, (_, record) => record).every(
        (record) => before.wide(region, record, name) === after.wide(region, record, name),
      ),
    ),
  );

/** `the level would be SecurityImpersonation`: an out by its name. */
function outPart(text: string, { is, program: { names } }: TwoWays): Part | undefined {
  const match = /^the ([\w ]+?) would be /.exec(text);
  const found = is.outs.find(({ out }) => [out.name, "granted access"].includes(match?.[1] ?? ""));
  const row = match?.[1] === "granted access" ? is.outs.find(({ out }) => out.name === "access") : found;
  if (match === null || row?.value === undefined) return undefined;
  const words = numberWords(row.out.kind, row.value, openedType(is.entry, names));
  const said = text.slice(match[0].length);
  const isTrue = said.startsWith(words) && /^($|, | and )/.test(said.slice(words.length));
  return { length: isTrue ? match[0].length + words.length : text.length, isTrue };
}

/** The token that is held in a place by its words: `token of app.client`. */
function heldIn(place: string, view: StateView, names: ProgramNames): number | undefined {
  const of = (start: string): string | undefined =>
    place.startsWith(start) ? place.slice(start.length) : undefined;
  const thread = names.threads.findIndex((row) => row && `${row.process}.${row.name}` === of("token of "));
  if (thread > 0) return view.field("thread", thread, "token");
  const process = names.processes.indexOf(of("primary token of ") ?? "");
  if (process > 0) return view.field("process", process, "token");
  const handle = view.live("handle").find((each) => handleName(each, view, names) === of("token behind "));
  if (handle !== undefined && handleKindName(view.field("handle", handle, "kind")) === "Token")
    return view.field("handle", handle, "object");
  const context = view.live("context").find((each) => contextName(each, view, names) === of("token in "));
  return context === undefined ? undefined : view.field("context", context, "token");
}

const heldClaim = /^the (.+?) would (.+?)(?=$|(?:,| and) the (?:primary )?token (?:of|in|behind) )/;

/** `the token of app.client would be …` and `… would have …`. */
function heldPart(text: string, { was, is, program: { names } }: TwoWays): Part | undefined {
  const match = heldClaim.exec(text);
  const place = match?.[1] ?? "";
  const [token, other] = [heldIn(place, was.after, names), heldIn(place, is.after, names)];
  if (match === null || token === undefined || other === undefined) return undefined;
  const same = /^be the (.+?)( and no new one)?$/.exec(match[2]!);
  const isTrue = same
    ? tokenWords(other, is.before, names) === same[1] &&
      isTheOld(other, is) &&
      (same[2] === undefined || !isTheOld(token, was))
    : match[2] === "be a new one"
      ? !isTheOld(other, is) && isTheOld(token, was)
      : match[2]!.split(/, | and (?=not |have |be )/).every((each) => hasIt(each, token, was, other, is, names));
  return { length: match[0].length, isTrue };
}

const isTheOld = (token: number, { before, after }: MadeStep): boolean =>
  tokenIsLive(token, before) &&
  before.field("token", token, "generation") === after.field("token", token, "generation");

/** One thing that one token has and the other has not: `have level SecurityAnonymous`. */
function hasIt(
  words: string,
  token: number,
  was: MadeStep,
  other: number,
  is: MadeStep,
  names: ProgramNames,
): boolean {
  const scalar = words === "have another security descriptor" ? ["", "descriptor"] : /^have (\w+) (\S+)$/.exec(words);
  if (scalar && watchedFields("token").includes(scalar[1]!))
    return was.after.field("token", token, scalar[1]!) !== is.after.field("token", other, scalar[1]!);
  const set = setSaid.find(({ pattern }) => pattern.test(words));
  const name = set?.pattern.exec(words)?.[2];
  if (set === undefined || name === undefined) return false;
  const luid = privileges.find((row) => row.name === name)?.luid;
  const sid = names.sids.findIndex((row) => row?.name === name);
  const bit = 1n << BigInt(luid ?? sid);
  const field = set.field ?? (luid === undefined ? "groupsEnabled" : "privilegesEnabled");
  const has = (step: MadeStep, of: number): boolean => (step.after.wide("token", of, field) & bit) !== 0n;
  const not = /^not |^be without /.test(words);
  return has(is, other) !== not && has(was, token) === not;
}

const setSaid: readonly { readonly pattern: RegExp; readonly field?: string }[] = [
  { pattern: /^(not )?have (\S+) enabled$/ },
  { pattern: /^(not )?have (\S+) for deny only$/, field: "groupsDenyOnly" },
  { pattern: /^(not )?be restricted by (\S+)$/, field: "restricting" },
  { pattern: /^(not )?be of (\S+)$/, field: "groups" },
  { pattern: /^(be without|have) (\S+)$/, field: "privilegesPresent" },
];

/** Fields that only repeat what an operand of the call says. */
const repeating: Readonly<Record<string, string>> = { remote: "serverIsRemote" };

/**
 * All that anybody can see of how a step went, but for what was changed and for which slot a new token took;
 * two ways that are alike in it are one to everybody.
 */
export function seen(step: MadeStep, change: Change): string {
  const { entry, outs, end, before, after } = step;
  const field = change.kind === "field" ? change : undefined;
  const operand =
    change.kind === "operand" ? operationOf(entry.operation)?.operands[change.position]?.name : undefined;
  const changed = (region: RegionName, name: string): boolean =>
    (field?.region === region && field.fields.some((each) => each.name === name)) ||
    (operand !== undefined && repeating[operand] === name);
  // what was changed and then left alone by the step
  const isItself = (region: RegionName, record: number): boolean =>
    field?.region === region && field.record === record && after.sameRecord(before, region, record);
  const tokenSeen = (token: number): string =>
    token === 0 || isTheOld(token, step)
      ? `the token ${token}`
      : watchedFields("token")
          .filter((name) => !changed("token", name))
          .map((name) => after.wide("token", token, name))
          .join();
  const holds = (region: RegionName, record: number, name: string): boolean =>
    (["token", "primaryToken"].includes(name) && region !== "token") ||
    (region === "handle" && name === "object" && handleKindName(after.field("handle", record, "kind")) === "Token");
  const records = stateRegions
    .filter((region) => region !== "token" && region !== "job")
    .flatMap((region) =>
      Array.from({ length: after.counts[region] }, (_, record) =>
        watchedFields(region)
          .filter((name) => !changed(region, name))
          .filter(() => region !== "thread" || after.field("thread", record, "active") === 1)
          .filter(() => !isItself(region, record))
          .map((name) => {
            const value = after.wide(region, record, name);
            return `${name} ${holds(region, record, name) ? tokenSeen(Number(value)) : value}`;
          })
          .join(),
      ),
    );
  const told = outs.filter(({ out }) => !changed("token", out.name)).map(({ value }) => value);
  // what the program's own lines demand behind the step is nothing that the step did
  const broken = end.broken && "record" in end.broken ? undefined : end.broken;
  return JSON.stringify([entry.status, entry.stepFlags, told, broken, records]);
}
