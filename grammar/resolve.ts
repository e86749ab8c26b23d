/*
 * Resolves what a file declares: accounts, processes, threads, objects, and the tables of drivers,
 * procedures, attackers, properties and scenarios by name. Order of declarations does not matter, save that
 * an account stands before the process that uses it nowhere either: accounts are read first, then processes,
 * then what names them.
 */
import { firstDeclaredLogonSession, logonSessions } from "../core/tables/accounts.ts";
import { regions, type RegionName } from "../core/tables/layout.ts";
import type { Phased } from "./diagnostics.ts";
import type { Whole } from "./gather/gather.ts";
import { builtInAccounts, declaredAccount, sessionOf } from "./resolve/accounts.ts";
import { declaredJob } from "./resolve/jobs.ts";
import { membersByWord, phrasesOf } from "./resolve/members.ts";
import type { Account, Declarations, Job, ObjectDeclaration, OtherFiles, Process } from "./resolve/model.ts";
import { Report } from "./resolve/report.ts";
import {
  declaredObject, declaredPipe, declaredProcess, declareHandles, findThing, systemProcess,
} from "./resolve/world.ts";
import type { File, Item, Name, Span, StringLiteral, WorldItem } from "./syntaxTree.ts";

/** The members of a session. */
export const sessionMembers = { known: ["logon", "origin"], later: [] };

type ItemOf<Kind extends Item["kind"]> = Extract<Item, { kind: Kind }>;

/** What a file declares, with all that it uses. */
export function resolve(whole: Whole, others: OtherFiles): Phased<Declarations> {
  const { file, text } = whole;
  const report = new Report(whole);
  const items = <Kind extends Item["kind"]>(kind: Kind): ItemOf<Kind>[] =>
    file.items.filter((item): item is ItemOf<Kind> => item.kind === kind);
  reportLater(items("world"), report);
  reportRepeatedNames(file, report);
  const world = resolveWorld(items("world"), text, report);
  const windows = items("windows");
  for (const extra of windows.slice(1)) {
    report.say("SCN016", extra.span, "windows", report.lineOf(windows[0]!.span));
  }
  const value: Declarations = {
    whole, file, text, ...world, ...(windows[0] && { windows: windows[0] }),
    drivers: byName(items("driver"), (item) => item.name.text),
    procedures: byName(items("procedure"), (item) => item.name.text),
    attackers: byName(items("attacker"), (item) => item.name.text),
    properties: byName(items("property"), (item) => item.title.value), scenarios: items("scenario"),
    tables: items("table"), others,
  };
  return { value, diagnostics: report.diagnostics };
}

function reportLater(world: readonly WorldItem[], report: Report): void {
  for (const item of world) {
    if (item.world === "port") {
      report.say("SCN070", item.span, `\`${item.world}\``);
    }
    const later = item.relations.find((relation) => relation.word !== "as");
    if (item.world === "process" && later !== undefined) {
      report.say("SCN070", later.span, `\`${later.word}\` of a process`);
    }
  }
}

function resolveWorld(
  items: readonly WorldItem[], text: string, report: Report,
): Pick<Declarations, "accounts" | "processes" | "objects" | "jobs" | "sessions"> {
  const of = (kind: WorldItem["world"]): WorldItem[] => items.filter((item) => item.world === kind);
  const { sessions, origins } = declaredSessions(of("session"), report);
  const accounts = new Map<string, Account>(builtInAccounts());
  of("account").forEach((item, index) =>
    accounts.set(item.name.text, declaredAccount(item, index, accounts, sessions, origins, report)),
  );
  const jobs = of("job").map((item) => declaredJob(item, accounts, report));
  const byJobName = new Map(jobs.map((job) => [job.name, job]));
  const processes: Process[] = [systemProcess(accounts)];
  for (const item of of("process")) processes.push(declaredProcess(item, text, accounts, byJobName, report));
  const objects: ObjectDeclaration[] = [
    ...of("object").map((item) => declaredObject(item, text, report)),
    ...of("pipe").map((item) => declaredPipe(item, text, processes, report)),
  ];
  reportLargeWorld(processes, objects, jobs, report);
  of("process").forEach((item, index) => {
    const process = processes[index + 1];
    if (process !== undefined) {
      declareHandles(item, process, (path) => findThing(path, processes, objects, report), report);
    }
  });
  const standard = logonSessions.map(({ name, luid }): [string, number] => [name, luid]);
  return { accounts, processes, objects, jobs, sessions: new Map([...standard, ...sessions]) };
}

/** What the core has no room for is cut off, so that nothing behind it has to be careful. */
function reportLargeWorld(
  processes: Process[], objects: ObjectDeclaration[], jobs: Job[], report: Report,
): void {
  const cut = (what: string, list: { readonly span?: Span }[], most: number): void => {
    const first = list[most];
    if (first?.span !== undefined) report.say("SCN071", first.span, what, String(list.length), String(most));
    list.length = Math.min(list.length, most);
  };
  const room = (region: RegionName): number => regions.find((row) => row.name === region)!.capacity - 1;
  cut("processes", processes, room("process"));
  cut("pipes", objects.filter((object) => object.pipe !== undefined), room("pipe"));
  cut("objects", objects, room("object"));
  cut("jobs", jobs, room("job"));
  cutThreads(processes.slice(1), room("thread") - 3, report);
}

/**
 * Two pool threads must find room beside those that are declared, in whichever process: what is too much is
 * said once, where it begins, with how many there are in all.
 */
function cutThreads(processes: readonly Process[], most: number, report: Report): void {
  const first = processes.flatMap(({ threads }) => threads)[most];
  const count = processes.reduce((sum, { threads }) => sum + threads.length, 0);
  if (first?.span !== undefined) report.say("SCN071", first.span, "threads", String(count), String(most));
  let left = most;
  for (const { threads } of processes) {
    threads.length = Math.min(threads.length, left);
    left -= threads.length;
  }
}

/**
 * Logon sessions: the LUID that is written, else the next one behind those of the accounts; and by LUID the
 * sessions that they were created from, which tokens of them carry as their origin (facts 1.2).
 */
function declaredSessions(
  items: readonly WorldItem[], report: Report,
): { sessions: Map<string, number>; origins: Map<number, number> } {
  const sessions = new Map<string, number>();
  const origins = new Map<number, number>();
  const read = items.map((item) =>
    membersByWord(item.members ?? [], sessionMembers, "a session", report),
  );
  items.forEach((item, index) => {
    const members = read[index]!;
    const word = phrasesOf(members, "logon")[0]?.terms[0]?.words[0];
    const luid = (word && sessionOf(word, sessions, report)) ?? firstDeclaredLogonSession + 0x100 + index;
    sessions.set(item.name.text, luid);
  });
  items.forEach((item, index) => {
    const from = phrasesOf(read[index]!, "origin")[0]?.terms[0]?.words[0];
    const origin = from && sessionOf(from, sessions, report);
    if (origin !== undefined) origins.set(sessions.get(item.name.text)!, origin);
  });
  return { sessions, origins };
}

function byName<Value>(items: readonly Value[], name: (item: Value) => string): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const item of items) if (!found.has(name(item))) found.set(name(item), item);
  return found;
}

/**
 * Names that paths begin with are one space: one name is one thing. Titles are a space of their own per kind.
 */
function reportRepeatedNames(file: File, report: Report): void {
  const spaces = new Map<string, Map<string, Span>>();
  for (const item of file.items) {
    const declared = nameOf(item);
    if (declared === undefined) continue;
    const { space, name } = declared;
    const known = spaces.get(space) ?? new Map<string, Span>();
    spaces.set(space, known);
    const key = name.kind === "name" ? name.text : name.value;
    const earlier =
      known.get(key) ?? (space === "names" && key === "system" ? { start: 0, end: 0 } : undefined);
    if (earlier === undefined) known.set(key, name.span);
    else if (key === "system") report.say("SCN016/always", name.span, key);
    else report.say("SCN016", name.span, key, report.lineOf(earlier));
  }
}

function nameOf(item: Item): { space: string; name: Name | StringLiteral } | undefined {
  switch (item.kind) {
    case "world": case "attacker": case "driver": case "procedure":
      return { space: "names", name: item.name };
    case "property": return { space: "properties", name: item.title };
    case "scenario": case "table": return { space: "scenarios", name: item.title };
    default: return undefined;
  }
}
