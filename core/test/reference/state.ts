/**
 * What the reference model knows: objects and maps, no numbers for things, no bits, no capacities. Whoever
 * holds a token holds the object itself, so nothing here counts references; what nobody holds is gone
 * (`isHeld`).
 *
 * The reference is written from the facts (their sections stand beside the rules) and from core/tables, never
 * from the core.
 */
import type { SwitchSettings } from "../../tables/versions.ts";

export type TypeName = "token" | "thread" | "process" | "file" | "key" | "event" | "port";
export type StatusName = `STATUS_${string}`;

/**
 * SECURITY_IMPERSONATION_LEVEL, facts 0.3. ReactOS can store a number above 3 in a token (facts 11.5 step 3).
 */
export const ANONYMOUS = 0, IDENTIFICATION = 1, IMPERSONATION = 2, DELEGATION = 3;

/** Attributes of a group, facts 1.3. */
export interface GroupAttributes { enabled: boolean; denyOnly: boolean }

export interface AccessEntry {
  readonly deny: boolean;
  readonly sid: string;
  readonly inheritOnly: boolean;
  readonly mask: number;
}
/** Security descriptor; a list that is absent or NULL grants everything (facts 13.3 C). */
export interface Descriptor {
  readonly owner: string;
  readonly list: readonly AccessEntry[] | undefined;
  readonly label?: { readonly integrity: number; readonly policy: number } | undefined;
}

/** TOKEN, facts 1.1. */
export interface Token {
  type: "TokenPrimary" | "TokenImpersonation";
  level: number;
  user: string;
  userDenyOnly: boolean;
  groups: Map<string, GroupAttributes>;
  /** By LUID: whether it is enabled. */
  privileges: Map<number, boolean>;
  /** Undefined: the token is not restricted (IS_RESTRICTED, facts 9). */
  restricting: Set<string> | undefined;
  writeRestricted: boolean;
  owner: string;
  primaryGroup: string;
  defaultList: readonly AccessEntry[] | undefined;
  /** RID of the integrity level; undefined before Vista. */
  integrity: number | undefined;
  policy: number;
  elevation: number;
  session: number;
  origin: number;
  package: string | undefined;
  terminal: number;
  /** Token flags 0x08 (Administrators when it was made) and 0x40, facts A.2. */
  hadAdministrators: boolean;
  sandboxInert: boolean;
  /** Of the object; none: it is never checked (facts 0.5 rule 4). */
  descriptor: Descriptor | undefined;
}

/** What is in force on a thread, facts 2.1. */
export interface Impersonation { token: Token; level: number; copyOnOpen: boolean; effectiveOnly: boolean }

export interface Thread {
  readonly name: string;
  readonly process: Process;
  readonly descriptor: Descriptor | undefined;
  /** The block was allocated once; it stays (facts 2.1, 3). */
  blockAllocated: boolean;
  impersonation: Impersonation | undefined;
  /** Always in kernel mode. */
  readonly system: boolean;
  /** Open driver entries and work items, innermost last. */
  frames: ("driver" | "workItem")[];
}

/** JOBOBJECT_SECURITY_LIMIT_INFORMATION, facts 6; what has no flag says nothing. */
export interface Job {
  readonly noAdmin: boolean;
  readonly restrictedToken: boolean;
  /** FILTER_TOKENS. */
  readonly filter: {
    readonly disable: readonly string[];
    readonly remove: readonly number[];
    readonly restrict: readonly string[] | undefined;
  } | undefined;
}

export interface Process {
  readonly name: string;
  token: Token;
  readonly descriptor: Descriptor | undefined;
  readonly job: Job | undefined;
}
export interface DeclaredObject {
  readonly name: string;
  readonly type: TypeName;
  readonly descriptor: Descriptor | undefined;
  readonly pipe?: Pipe | undefined;
}

/** What is on its way through a pipe, until a read or a peek takes its writer's identity (facts 12.1). */
export interface Message { readonly writer: Thread; context: ClientContext | undefined }

/** The one instance of a named pipe, facts 12.1. */
export interface Pipe {
  readonly bytes: boolean;
  state: "none" | "disconnected" | "listening" | "connected" | "closing";
  serverProcess: Process | undefined;
  /** Handles of the ends; an end that is used by name has none. */
  server: Handle | undefined;
  client: Handle | undefined;
  qos: {
    readonly level: number;
    readonly tracking: "static" | "dynamic";
    readonly effectiveOnly: boolean;
    readonly remote: boolean;
  } | undefined;
  /** Whom the server can impersonate. */
  context: ClientContext | undefined;
  forbidden: boolean;
  readonly toServer: Message[];
  readonly toClient: Message[];
}

export type Referent =
  | { readonly kind: "token"; readonly token: Token }
  | { readonly kind: "thread"; readonly thread: Thread }
  | { readonly kind: "process"; readonly process: Process }
  | { readonly kind: "object"; readonly object: DeclaredObject }
  | { readonly kind: "pipe"; readonly object: DeclaredObject };

/**
 * An entry of a process's handle table; `kernel`: the table that serves kernel mode in every process
 * (OBJ_KERNEL_HANDLE).
 */
/** `value` is what code holds; when the handle was closed, one that is opened later can have it. */
export interface Handle {
  readonly process: Process | "kernel";
  readonly referent: Referent;
  readonly access: number;
  readonly value: number;
}

/** SECURITY_CLIENT_CONTEXT, facts 7.2. */
export interface ClientContext {
  token: Token;
  level: number;
  tracking: "static" | "dynamic";
  effectiveOnly: boolean;
  directlyAccessClientToken: boolean;
  directAccessEffectiveOnly: boolean;
  serverIsRemote: boolean;
}

/** SE_IMPERSONATION_STATE, facts 4.5: what was set aside; undefined: there was nothing. */
export interface SavedState { readonly impersonation: Impersonation | undefined }

/** SECURITY_SUBJECT_CONTEXT, facts 8.1: neither EffectiveOnly nor CopyOnOpen is in it. */
export interface SubjectContext {
  readonly client:
    | { readonly token: Token; readonly level: number; readonly effectiveOnly: boolean }
    | undefined;
  readonly primary: Token;
  /** How often it is locked (facts 8.3). */
  locks: number;
}

/** What a name in a scenario stands for. */
export type Bound =
  | { readonly kind: "handle"; readonly handle: Handle }
  | { readonly kind: "context"; readonly context: ClientContext }
  | { readonly kind: "subjectContext"; readonly subject: SubjectContext }
  | { readonly kind: "savedState"; readonly state: SavedState }
  /** A pointer; undefined is NULL. */
  | { readonly kind: "token"; readonly token: Token | undefined }
  | { readonly kind: "workItem" }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "thread"; readonly thread: Thread }
  | { readonly kind: "process"; readonly process: Process }
  | { readonly kind: "object"; readonly object: DeclaredObject };

export interface World {
  readonly settings: SwitchSettings;
  readonly threads: readonly Thread[];
  readonly processes: readonly Process[];
  readonly objects: readonly DeclaredObject[];
  readonly handles: Set<Handle>;
  readonly contexts: Set<ClientContext>;
  readonly savedStates: Set<SavedState>;
  readonly subjects: Set<SubjectContext>;
  /** By the number of the variable. */
  readonly variables: Map<number, Bound>;
  /** References that kernel callers took and have not given back, one entry each (facts 3.2 to 3.4). */
  readonly referenced: Token[];
  bugCheck: string | undefined;
}

/** Whether somebody holds the token: else it is gone, and a pointer to it dangles (facts 2.2). */
export function isHeld(world: World, token: Token): boolean {
  return world.processes.some((process) => process.token === token)
    || world.threads.some((thread) => thread.impersonation?.token === token)
    || [...world.handles].some(({ referent }) => referent.kind === "token" && referent.token === token)
    || [...world.contexts].some((context) => context.token === token)
    || [...world.savedStates].some((state) => state.impersonation?.token === token)
    || [...world.subjects].some((subject) => subject.client?.token === token || subject.primary === token)
    || world.referenced.includes(token);
}
