/*
 * The declared world as later phases see it: names are resolved, defaults of accounts are filled in, SDDL is
 * read. Identity is by object: a thread is the same everywhere if it is the same object here. SIDs are
 * canonical strings; which number each gets is decided per program, because it depends on what the program
 * mentions.
 */
import type { ObjectType } from "../../core/tables/accessRights.ts";
import type { Whole } from "../gather/gather.ts";
import type {
  AttackerItem, DriverItem, File, Judgement, ProcedureItem, PropertyItem, ScenarioItem, Span, TableItem,
  WindowsItem,
} from "../syntaxTree.ts";

export interface Group { readonly sid: string; /** bits of GROUP_ATTRIBUTES */ readonly attributes: number }

export interface HeldPrivilege {
  readonly luid: number;
  readonly enabled: boolean;
  /** Version or milestone before which the account does not have it. */
  readonly since: readonly string[];
}

export interface ListEntry {
  readonly deny: boolean;
  readonly sid: string;
  readonly mask: number;
  readonly inheritOnly: boolean;
}

export interface Account {
  readonly kind: "account";
  readonly name: string;
  readonly user: string;
  readonly groups: readonly Group[];
  readonly privileges: readonly HeldPrivilege[];
  readonly integrity: number;
  readonly authenticationId: number;
  readonly origin: number;
  readonly elevation: number;
  readonly primaryGroup: string;
  readonly owner: string;
  readonly defaultAccessList: readonly ListEntry[];
  readonly tokenLevel: number;
  /** Absent: not restricted. An empty list restricts to nothing. */
  readonly restricting?: { readonly sids: readonly string[]; readonly writesOnly: boolean };
  readonly span?: Span;
}

/** A security descriptor as SDDL says it. */
export interface Descriptor {
  readonly owner?: string;
  readonly group?: string;
  /** Absent: no list, everything is granted. */
  readonly entries?: readonly ListEntry[];
  readonly label?: { readonly integrity: number; readonly policy: number };
}

/** What a handle is to: a process's primary token, or at a level a copy of it to impersonate with. */
export interface HeldToken { readonly level?: number }

export interface InitialHandle {
  readonly thing: Thing;
  readonly access: number;
  readonly span: Span;
  /** The handle is to the token of the process that `thing` is. */
  readonly token?: HeldToken;
}

export interface Process {
  readonly kind: "process";
  readonly name: string;
  readonly account: Account;
  readonly threads: Thread[];
  /** Of its token, where it differs from the account's. */
  readonly integrity?: number;
  readonly terminal: number;
  readonly descriptor?: Descriptor;
  readonly handles: InitialHandle[];
  readonly job?: Job;
  readonly span?: Span;
}

/** A job, and what it limits in the tokens of its processes (facts 6). */
export interface Job {
  readonly kind: "job";
  readonly name: string;
  readonly span: Span;
  /** Bits of JOB_OBJECT_SECURITY_LIMIT. */
  readonly limits: number;
  readonly disables: readonly string[];
  /** LUIDs. */
  readonly deletes: readonly number[];
  /** Absent: the filter restricts to no list. */
  readonly restricts?: readonly string[];
  /** JobToken, of which ONLY_TOKEN speaks. */
  readonly token?: Account;
}

export interface Thread {
  readonly kind: "thread";
  readonly name: string;
  readonly process: Process;
  readonly role: "system" | "worker" | "user";
  readonly descriptor?: Descriptor;
  readonly span?: Span;
}

export interface ObjectDeclaration {
  readonly kind: "object";
  readonly name: string;
  readonly type: ObjectType;
  /** Absent: the object is never checked. */
  readonly descriptor?: Descriptor;
  readonly span?: Span;
  /** It is a pipe. */
  readonly pipe?: DeclaredPipe;
}

export interface DeclaredPipe {
  /** Who has its server's end from the start, and listens; absent: somebody must create it. */
  readonly server?: Process;
  /** A stream of bytes; else each message is read by itself. */
  readonly bytes: boolean;
}

/** What handles can name and attackers can be told of. */
export type Thing = Thread | Process | ObjectDeclaration;

/** All that a file declares. */
export interface Declarations {
  readonly whole: Whole;
  readonly file: File;
  readonly text: string;
  readonly windows?: WindowsItem;
  readonly accounts: ReadonlyMap<string, Account>;
  /** Logon sessions by name: declared ones, and those that always exist. */
  readonly sessions: ReadonlyMap<string, number>;
  /** The system process first. */
  readonly processes: readonly Process[];
  readonly objects: readonly ObjectDeclaration[];
  readonly jobs: readonly Job[];
  readonly drivers: ReadonlyMap<string, DriverItem>;
  readonly procedures: ReadonlyMap<string, ProcedureItem>;
  readonly attackers: ReadonlyMap<string, AttackerItem>;
  readonly properties: ReadonlyMap<string, PropertyItem>;
  readonly scenarios: readonly ScenarioItem[];
  readonly tables: readonly TableItem[];
  readonly others: OtherFiles;
}

/** What the other files of the folder say of this one; they are read when it is asked. */
export interface OtherFiles {
  /** Their scenarios, for twins, each with the name of its file. */
  scenarios(): readonly { readonly file: string; readonly item: ScenarioItem }[];
  /** Whether one of them uses this file. */
  useThis(): boolean;
}

/** A property or an in-block judgement, with the title it is known by. */
export interface TitledJudgement { readonly title: string; readonly judgement: Judgement }

/** Shortest path that names a thread: alone where no other process has a thread of that name. */
export function pathOf(thread: Thread, processes: readonly Process[]): string {
  const namesakes = processes
    .flatMap((process) => process.threads)
    .filter((other) => other.name === thread.name);
  return thread.process.name !== "system" && namesakes.length === 1
    ? thread.name
    : `${thread.process.name}.${thread.name}`;
}
