/* Processes, threads and objects of a file, and the system process that always exists. */
import { accessRights, type ObjectType } from "../../core/tables/accessRights.ts";
import { standardAccounts } from "../../core/tables/accounts.ts";
import { suggestionFor, wordNamed, wordsOf } from "../words.ts";
import type { Member, Path, Phrase, Term, WorldItem } from "../syntaxTree.ts";
import { descriptorOf } from "./descriptor.ts";
import { checkJobToken, jobOf } from "./jobs.ts";
import { membersByWord, pathText, phrasesOf, plainWord, termWordText, wordValue } from "./members.ts";
import type {
  Account, Descriptor, InitialHandle, Job, ObjectDeclaration, Process, Thing, Thread,
} from "./model.ts";
import type { Report } from "./report.ts";

/** The members of a process, and of a thread of it. */
export const processMembers = { known: ["thread", "integrity", "terminal", "sddl", "handles", "job"], later: [] };
export const threadMembers = { known: ["sddl"], later: [] };
/** Types of objects that can be declared. */
const objectTypes: readonly ObjectType[] = ["file", "key", "event"];
/** Pool threads that a scenario can name. */
const workersMax = 8;

/** The system process with `system.main`; pool threads are added as they are named. */
export function systemProcess(accounts: ReadonlyMap<string, Account>): Process {
  const account = accounts.get(standardAccounts[0]!.name)!;
  const process: Process = {
    kind: "process", name: "system", account, threads: [], terminal: 0, handles: [],
  };
  process.threads.push({ kind: "thread", name: "main", process, role: "system" });
  return process;
}

/** `system.worker3`: pool threads exist as far as somebody names them. */
function workerThread(system: Process, name: string): Thread | undefined {
  const number = /^worker([1-9]\d?)$/.exec(name)?.[1];
  if (number === undefined || Number(number) > workersMax) return undefined;
  while (system.threads.length <= Number(number)) {
    system.threads.push({
      kind: "thread", name: `worker${system.threads.length}`, process: system, role: "worker",
    });
  }
  return system.threads[Number(number)];
}

/** Reads `process NAME as ACCOUNT { … }` without its handles, which may name what comes later. */
export function declaredProcess(
  item: WorldItem, text: string, accounts: ReadonlyMap<string, Account>, jobs: ReadonlyMap<string, Job>,
  report: Report,
): Process {
  const members = membersByWord(item.members ?? [], processMembers, "a process", report);
  const word = phrasesOf(members, "integrity")[0]?.terms[0]?.words[0];
  const integrity = word && wordValue(word, "integrity", "integrity level", report);
  const descriptor = sddlMember(members, text, accounts, report);
  const job = jobOf(members, jobs, report);
  const process: Process = {
    kind: "process", name: item.name.text, span: item.name.span, account: accountOf(item, accounts, report),
    threads: [], handles: [], terminal: terminalOf(members, report),
    ...(integrity === undefined ? {} : { integrity }), ...(descriptor && { descriptor }),
    ...(job && { job }),
  };
  if (job !== undefined) checkJobToken(process, job, report);
  for (const member of members.get("thread") ?? []) declareThreads(member, process, text, accounts, report);
  return process;
}

function accountOf(item: WorldItem, accounts: ReadonlyMap<string, Account>, report: Report): Account {
  const relation = item.relations.find((candidate) => candidate.word === "as");
  if (relation === undefined) {
    report.say("SCN017", item.name.span, item.name.text, [...accounts.keys()].slice(-1)[0]);
    return [...accounts.values()][0]!;
  }
  const name = pathText(relation.path);
  const account = accounts.get(name);
  if (account === undefined) {
    const names = [...accounts.keys()];
    report.sayNear("SCN010", relation.path.span, ["account", name], suggestionFor(name, names), names);
  }
  return account ?? [...accounts.values()][0]!;
}

function declareThreads(
  member: Member, process: Process, text: string, accounts: ReadonlyMap<string, Account>, report: Report,
): void {
  const inner = membersByWord(member.members ?? [], threadMembers, "a thread", report);
  const descriptor = sddlMember(inner, text, accounts, report);
  for (const phrase of member.phrases) {
    const name = plainWord(phrase.terms[0]);
    if (name === undefined || phrase.terms.length > 1) {
      report.say(
        "SCN006", (phrase.terms[name === undefined ? 0 : 1] ?? phrase).span,
        text.slice(phrase.span.start, phrase.span.end), "names of threads",
      );
      continue;
    }
    const earlier = process.threads.find((thread) => thread.name === name);
    if (earlier !== undefined) report.say("SCN016", phrase.span, name, report.lineOf(earlier.span!));
    else
      process.threads.push({
        kind: "thread", name, process, role: "user", span: phrase.span, ...(descriptor && { descriptor }),
      });
  }
}

function terminalOf(members: Map<string, Member[]>, report: Report): number {
  const word = phrasesOf(members, "terminal")[0]?.terms[0]?.words[0];
  if (word === undefined) return 0;
  const value = Number(termWordText(word));
  if (Number.isInteger(value) && value >= 0 && value <= 255) return value;
  report.say(
    "SCN024", word.span, "terminal", "a number from 0 to 255", `\`${termWordText(word)}\``,
    "such a number, as 1",
  );
  return 0;
}

function sddlMember(
  members: Map<string, Member[]>, text: string, accounts: ReadonlyMap<string, Account>, report: Report,
): Descriptor | undefined {
  const word = phrasesOf(members, "sddl")[0]?.terms[0]?.words[0];
  if (word === undefined) return undefined;
  if (word.kind === "string") return descriptorOf(word, text, report);
  report.say(
    "SCN024", word.span, "sddl", kindText("text"), `\`${termWordText(word)}\``,
    "a descriptor such as `\"D:(A;;GA;;;WD)\"`",
  );
  return undefined;
}

const kindText = (kind: "text"): string => ({ text: "a text in quotes" })[kind];

/** Reads `object NAME as TYPE "SDDL"`. */
export function declaredObject(item: WorldItem, text: string, report: Report): ObjectDeclaration {
  const relation = item.relations.find((candidate) => candidate.word === "as");
  const descriptor = item.descriptor && descriptorOf(item.descriptor, text, report);
  for (const member of item.members ?? []) {
    if (!report.saySlip(member.name.span)) report.say("SCN010/memberless", member.name.span, member.name.text);
  }
  return {
    kind: "object", name: item.name.text, span: item.name.span,
    type: objectType(item, relation?.path, report), ...(descriptor && { descriptor }),
  };
}

export const pipeMembers = { known: ["mode"], later: ["limit"] };
const pipeModes = ["message", "byte"];

/** Reads `pipe NAME by PROCESS "SDDL" { mode byte }`: an object of type file, as pipes are to NT. */
export function declaredPipe(
  item: WorldItem, text: string, processes: readonly Process[], report: Report,
): ObjectDeclaration {
  const descriptor = item.descriptor && descriptorOf(item.descriptor, text, report);
  const members = membersByWord(item.members ?? [], pipeMembers, "a pipe", report);
  const server = serverOf(item, processes, report);
  const mode = phrasesOf(members, "mode")[0]?.terms[0];
  const word = mode && (plainWord(mode) ?? "that is none");
  if (word !== undefined && !pipeModes.includes(word)) {
    report.sayNear("SCN010", mode!.span, ["mode of a pipe", word], suggestionFor(word, pipeModes), pipeModes);
  }
  return {
    kind: "object", name: item.name.text, span: item.name.span, type: "file",
    pipe: { bytes: word === "byte", ...(server && { server }) }, ...(descriptor && { descriptor }),
  };
}

function serverOf(item: WorldItem, processes: readonly Process[], report: Report): Process | undefined {
  const relation = item.relations.find((candidate) => candidate.word === "by");
  if (relation === undefined) return undefined;
  const name = pathText(relation.path);
  const server = processes.find((process) => process.name === name);
  if (server === undefined) {
    const names = processes.map((process) => process.name);
    report.sayNear("SCN010", relation.path.span, ["process", name], suggestionFor(name, names), names);
  }
  return server;
}

function objectType(item: WorldItem, path: Path | undefined, report: Report): ObjectType {
  const name = path && pathText(path);
  const type = objectTypes.find((candidate) => candidate === name);
  if (path === undefined) report.say("SCN017/object", item.name.span, item.name.text);
  else if (type === undefined && !report.saySlip(path.span))
    report.sayNear("SCN010", path.span, ["type of object", name!], suggestionFor(name!, objectTypes), objectTypes);
  return type ?? "file";
}

/** Reads `handles secrets FILE_READ_DATA, app.victim THREAD_ALL_ACCESS` into a process. */
export function declareHandles(
  item: WorldItem, process: Process, find: (path: Path) => Thing | undefined, report: Report,
): void {
  for (const member of item.members ?? []) {
    if (member.name.text !== "handles") continue;
    for (const phrase of member.phrases) {
      const handle = heldThing(phrase, find, report);
      if (handle !== undefined) process.handles.push(handle);
    }
  }
}

/** `secrets FILE_READ_DATA | FILE_WRITE_DATA`: a thing and the rights to it. */
export function heldThing(
  phrase: Phrase, find: (path: Path) => Thing | undefined, report: Report,
): InitialHandle | undefined {
  const [name, rights] = phrase.terms;
  const path = name?.words[0];
  if (path === undefined || path.kind === "none") return undefined;
  const ofToken = path.kind === "path" ? tokenOwner(path, find, report) : undefined;
  const thing = ofToken ?? (path.kind === "path" ? find(path) : undefined);
  if (path.kind !== "path") report.say("SCN010", path.span, "thing", termWordText(path));
  if (thing === undefined) return undefined;
  if (rights === undefined) report.say("SCN023", phrase.span, "rights");
  const type = ofToken !== undefined ? "token" : thing.kind === "object" ? thing.type : thing.kind;
  const level = levelOf(phrase, ofToken !== undefined, report);
  return {
    thing, access: rights === undefined ? 0 : maskOf(rights, type, pathText(path as Path), report),
    span: phrase.span,
    ...(ofToken !== undefined && { token: level === undefined ? {} : { level } }),
  };
}

/** The process of `vic.token`; a thread that is called so comes first. */
function tokenOwner(path: Path, find: (path: Path) => Thing | undefined, report: Report): Thing | undefined {
  if (path.parts.length !== 2 || path.parts[1]!.text !== "token") return undefined;
  if (report.quietly(() => find(path)) !== undefined) return undefined;
  const owner = report.quietly(() => find({ ...path, parts: path.parts.slice(0, 1) }));
  return owner?.kind === "process" ? owner : undefined;
}

/** `as SecurityImpersonation` behind the rights to a token. */
function levelOf(phrase: Phrase, isToken: boolean, report: Report): number | undefined {
  const [, , as, level, ...more] = phrase.terms;
  if (as === undefined) return undefined;
  const odd = !isToken || plainWord(as) !== "as" ? as : more[0];
  if (odd !== undefined || level === undefined) {
    const word = plainWord(odd ?? as) ?? "that is none";
    const near = isToken && odd !== undefined && odd === as ? "as" : undefined;
    report.sayNear("SCN010", (odd ?? as).span, ["word behind rights", word], near);
    return undefined;
  }
  return wordValue(level.words[0]!, "level", "impersonation level", report);
}

function maskOf(term: Term, type: ObjectType, name: string, report: Report): number {
  return term.words.reduce((bits, word) => (bits | rightValue(word, type, name, report)) >>> 0, 0);
}

function rightValue(word: Term["words"][number], type: ObjectType, thing: string, report: Report): number {
  if (word.kind === "number") return word.value >>> 0;
  const name = termWordText(word);
  const known = wordNamed(name);
  if (known?.kind !== "access") {
    report.sayNear("SCN010", word.span, ["right", name], suggestionFor(name, wordsOf("access")));
    return 0;
  }
  if (known.of !== undefined && known.of !== type) {
    const own = accessRights.find((row) => row.type === type)!.rights.map((row) => row.name);
    const article = type === "event" ? "an" : "a";
    const owner = `\`${thing}\` is ${article} ${type}`;
    report.say("SCN025", word.span, name, `${known.of}s`, owner, `${type}s`, own.join(", "));
  }
  return known.value;
}

/** The thing that a path of declarations names: `app`, `app.victim`, `victim`, `secrets`. */
export function findThing(
  path: Path, processes: readonly Process[], objects: readonly ObjectDeclaration[], report: Report,
): Thing | undefined {
  const [first, second, ...rest] = path.parts.map((part) => part.text);
  const process = processes.find((candidate) => candidate.name === first);
  if (process !== undefined && second !== undefined && rest.length === 0) {
    const thread = threadOf(process, second);
    if (thread === undefined) {
      const names = process.threads.map((candidate) => candidate.name);
      report.sayNear(
        "SCN010", path.parts[1]!.span, [`thread of \`${process.name}\` named`, second],
        suggestionFor(second, names), names);
    }
    return thread;
  }
  if (second !== undefined) {
    const names = processes.map((candidate) => candidate.name);
    report.sayNear("SCN010", path.parts[0]!.span, ["process", first!], suggestionFor(first!, names), names);
    return undefined;
  }
  return (
    process ??
    objects.find((candidate) => candidate.name === first) ??
    findThread(path, first!, processes, objects, report)
  );
}

/** A thread of a process by name; pool threads come into being. */
export function threadOf(process: Process, name: string): Thread | undefined {
  const thread = process.threads.find((candidate) => candidate.name === name);
  return thread ?? (process.name === "system" ? workerThread(process, name) : undefined);
}

function findThread(
  path: Path, name: string, processes: readonly Process[], objects: readonly ObjectDeclaration[],
  report: Report,
): Thread | undefined {
  const [thread, other] = threadsNamed(name, processes, report.knownFrom(path.parts[0]!.span));
  if (thread === undefined) {
    const names = [...processes, ...processes.flatMap((process) => process.threads), ...objects].map(
      (thing) => thing.name,
    );
    report.sayNear("SCN010", path.span, ["thread, process or object", name], suggestionFor(name, names), names);
    return undefined;
  }
  if (other !== undefined) {
    report.say("SCN011", path.span, name, "thread", thread.process.name, other.process.name);
  }
  return thread;
}

/**
 * Threads of that name in declared processes, of those that are declared from a place of the text on.
 */
export function threadsNamed(name: string, processes: readonly Process[], from = 0): Thread[] {
  return processes
    .filter((process) => process.name !== "system" && (process.span?.start ?? from) >= from)
    .flatMap((process) => process.threads)
    .filter((thread) => thread.name === name);
}
