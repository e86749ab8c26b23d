/**
 * What is visible of a state, in one form for the core and for the reference: threads, processes, names and
 * handles by name; tokens by the order in which they are met on the way, each with all its fields. Two states
 * that look alike here are alike for every routine.
 */
import { contextKinds, descriptorKinds, handleKinds, pipeStates, variableKinds } from "../../tables/kinds.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import { descriptorKind } from "../../../grammar/image/tableNumbers.ts";
import type { StateView } from "../../../runner/machine/stateView.ts";
import {
  isHeld, type Bound, type ClientContext, type Descriptor, type Handle, type SavedState, type SubjectContext,
  type Token, type World,
} from "./state.ts";
import { bitsOf, descriptorOf, listOf } from "./world.ts";
import { ADMINISTRATORS } from "./tokens.ts";

export interface Visible {
  readonly threads: Record<string, unknown>;
  readonly processes: Record<string, unknown>;
  readonly pipes: Record<string, unknown>;
  readonly names: Record<string, unknown>;
  /** Handles that no name stands for, sorted. */
  readonly otherHandles: readonly string[];
  /** Client contexts that no name stands for. */
  readonly otherContexts: readonly unknown[];
  readonly tokens: readonly unknown[];
  /** Tokens that only references of kernel code hold. */
  readonly otherTokens: readonly unknown[];
}

const GENERIC_ALL = 0x10000000;
const hex = (mask: number): string => `0x${(mask >>> 0).toString(16)}`;
const sorted = (texts: readonly string[]): string => [...texts].sort().join(" ");

/** Numbers tokens in the order in which they are met. */
class Tokens<Key> {
  readonly seen: unknown[] = [];
  private readonly places = new Map<Key, string>();
  constructor(private readonly fields: (key: Key) => unknown) {}
  name(key: Key): string {
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const name = `token ${this.places.size + 1}`;
    this.places.set(key, name);
    this.seen.push(this.fields(key));
    return name;
  }
  /**
   * For what nobody names, whose order is nobody's: the name of a token that was met, else all that it is.
   */
  known(key: Key): string {
    return this.places.get(key) ?? JSON.stringify(this.fields(key));
  }
  /** The fields of those not met on the way, which only a reference holds. */
  others(keys: readonly Key[]): readonly unknown[] {
    return sortedFields(
      [...new Set(keys)].filter((key) => !this.places.has(key)).map((key) => this.fields(key)),
    );
  }
}

/** In an order that does not depend on who numbered them. */
const sortedFields = (list: readonly unknown[]): readonly unknown[] =>
  [...list].sort((first, second) => (JSON.stringify(first) < JSON.stringify(second) ? -1 : 1));

function describe(descriptor: Descriptor | undefined): string {
  if (descriptor === undefined) return "none";
  const entries = descriptor.list?.map((entry) => `${entry.deny ? "deny" : "allow"}${entry.inheritOnly ? " inherit-only" : ""} ${entry.sid} ${hex(entry.mask)}`);
  const label = descriptor.label === undefined ? "" : `, label ${hex(descriptor.label.integrity)} policy ${descriptor.label.policy}`;
  return `owner ${descriptor.owner}: ${entries === undefined ? "no list" : entries.join("; ")}${label}`;
}

// ---------------------------------------------------------------------------------------------------
// reference

function tokenFields(token: Token, world: World): unknown {
  const groups = [...token.groups];
  const privileges = [...token.privileges];
  return {
    type: token.type, level: token.level, user: token.user, userDenyOnly: token.userDenyOnly,
    owner: token.owner, primaryGroup: token.primaryGroup,
    groups: sorted(groups.map(([sid]) => sid)),
    enabled: sorted(groups.filter(([, group]) => group.enabled).map(([sid]) => sid)),
    denyOnly: sorted(groups.filter(([, group]) => group.denyOnly).map(([sid]) => sid)),
    privileges: sorted(privileges.map(([luid]) => String(luid))),
    privilegesEnabled: sorted(privileges.filter(([, on]) => on).map(([luid]) => String(luid))),
    restricting: token.restricting === undefined ? "not restricted" : sorted([...token.restricting]),
    writeRestricted: token.writeRestricted,
    integrity: token.integrity ?? "none", policy: token.policy, elevation: token.elevation,
    session: token.session, origin: token.origin,
    package: token.package ?? "none", terminal: token.terminal,
    defaultList: describe({ owner: "", list: token.defaultList }),
    ...(world.settings.tokenIsAdmin === "groups" ? {} : { hadAdministrators: token.hadAdministrators }),
    sandboxInert: token.sandboxInert,
    descriptor: describe(token.descriptor),
  };
}

/** What is visible of the reference's world. */
export function visibleOfReference(world: World, program: Program): Visible {
  const tokens = new Tokens<Token>((token) => tokenFields(token, world));
  const processes = Object.fromEntries(
    world.processes.map((process) => [process.name, tokens.name(process.token)]),
  );
  const threads = Object.fromEntries(world.threads.map((thread) => [thread.name, {
    impersonation: thread.impersonation === undefined
      ? "none"
      : { ...thread.impersonation, token: tokens.name(thread.impersonation.token) },
    ...(world.settings.impBlockInline === "off" ? { block: thread.blockAllocated } : {}),
    ...(thread.system ? {} : { frames: thread.frames.length }),
  }]));
  const met = (token: Token): string => tokens.name(token);
  const known = (token: Token): string => tokens.known(token);
  const pipes = Object.fromEntries(world.objects.flatMap(({ name, pipe }) => (pipe === undefined
    ? []
    : [[name, {
    state: pipe.state, server: pipe.serverProcess?.name ?? "none",
    byHandle: [pipe.server !== undefined, pipe.client !== undefined],
    qos: pipe.qos === undefined ? "none" : `${pipe.qos.level} ${pipe.qos.tracking} ${pipe.qos.effectiveOnly}`, forbidden: pipe.forbidden,
    impersonated: pipe.context === undefined ? "nobody" : tokens.name(pipe.context.token),
    toServer: pipe.toServer.map(({ writer, context }) => `${writer.name}: ${context === undefined ? "nobody" : tokens.name(context.token)}`),
    toClient: pipe.toClient.map(({ writer }) => writer.name),
  }]])));
  const named = new Set<Handle | ClientContext | SavedState | SubjectContext>();
  const handleText = ({ process, referent, access }: Handle, refer = met): string => {
    const what = referent.kind === "token" ? refer(referent.token) : referent.kind === "thread" ? referent.thread.name
      : referent.kind === "process" ? referent.process.name : referent.object.name;
    return `${process === "kernel" ? process : process.name}: ${referent.kind} ${what} ${hex(access)}`;
  };
  const contextFields = (context: ClientContext, refer = met): unknown => ({
    ...context, token: refer(context.token),
  });
  const subjectFields = ({ client, primary }: SubjectContext, refer = met): unknown => ({
    client: client === undefined ? "none" : refer(client.token),
    ...(client === undefined ? {} : { level: client.level }), primary: refer(primary),
  });
  const stateFields = ({ impersonation }: SavedState, refer = met): unknown =>
    impersonation === undefined ? "state of nothing" : { ...impersonation, token: refer(impersonation.token) };
  const boundText = (bound: Bound): unknown => {
    switch (bound.kind) {
      case "handle": named.add(bound.handle); return world.handles.has(bound.handle)
        ? handleText(bound.handle)
        : "closed handle";
      case "context": named.add(bound.context); return world.contexts.has(bound.context)
        ? contextFields(bound.context)
        : "deleted context";
      case "subjectContext":
        named.add(bound.subject);
        return world.subjects.has(bound.subject) ? subjectFields(bound.subject) : "deleted context";
      case "savedState":
        named.add(bound.state);
        return world.savedStates.has(bound.state) ? stateFields(bound.state) : "deleted context";
      case "token":
        if (bound.token === undefined) return "null pointer";
        return isHeld(world, bound.token) ? `pointer to ${tokens.name(bound.token)}` : "dangling pointer";
      default: return bound.kind;
    }
  };
  const names = Object.fromEntries([...world.variables].sort(([first], [second]) => first - second)
    .filter(([, bound]) => bound.kind !== "number")
      .map(([number, bound]) => [nameOf(program, number), boundText(bound)]));
  const otherHandles = [...world.handles]
    .filter((handle) => !named.has(handle))
    .map((handle) => handleText(handle, known))
    .sort();
  const otherContexts = sortedFields([
    ...[...world.contexts]
      .filter((context) => !named.has(context))
      .map((context) => contextFields(context, known)),
    ...[...world.subjects]
      .filter((subject) => !named.has(subject))
      .map((subject) => subjectFields(subject, known)),
    ...[...world.savedStates].filter((state) => !named.has(state)).map((state) => stateFields(state, known)),
  ]);
  const otherTokens = tokens.others([...world.referenced, ...heldBesides(world)]);
  return { threads, processes, pipes, names, otherHandles, otherContexts, tokens: tokens.seen, otherTokens };
}

/** Tokens that something without a name may hold. */
const heldBesides = (world: World): Token[] => [
  ...[...world.handles].flatMap(({ referent }) => (referent.kind === "token" ? [referent.token] : [])),
  ...[...world.contexts].map((context) => context.token),
  ...[...world.savedStates].flatMap(
    (state) => (state.impersonation === undefined ? [] : [state.impersonation.token]),
  ),
  ...[...world.subjects].flatMap(
    (subject) => [subject.primary, ...(subject.client === undefined ? [] : [subject.client.token])],
  ),
];

const nameOf = ({ names }: Program, variable: number): string => names.variables[variable]?.name || `variable ${variable}`;

// --------------------------------------------------------------------------------------------------------
// core

const copyKinds = descriptorKinds.filter((row) => row.name.startsWith("CopyOnOpen")).map((row) => row.value);

function coreDescriptor(program: Program, bits: number): Descriptor | undefined {
  if (!copyKinds.includes((bits & 0xff) as (typeof copyKinds)[number])) return descriptorOf(program, bits);
  const sid = (shift: number): string => program.names.sids[(bits >>> shift) & 0xff]!.sid;
  const sids = [
    sid(16), sid(24), ADMINISTRATORS, "S-1-5-18",
    ...((bits & 0xff) === descriptorKind.CopyOnOpenRestricted ? ["S-1-5-12"] : []),
  ];
  return {
    owner: sid(8),
    list: sids.map((each) => ({ deny: false, sid: each, inheritOnly: false, mask: GENERIC_ALL })),
  };
}

function coreTokenFields(view: StateView, program: Program, token: number, world: World): unknown {
  const number = (name: string): number => view.field("token", token, name);
  const sid = (name: string): string => program.names.sids[number(name)]!.sid;
  const bits = (name: string): number[] => bitsOf(view.wide("token", token, name));
  const sids = (name: string): string => sorted(bits(name).map((bit) => program.names.sids[bit]!.sid));
  const luids = (name: string): string => sorted(bits(name).map(String));
  return {
    type: number("type") === 1 ? "TokenPrimary" : "TokenImpersonation", level: number("level"),
    user: sid("user"), userDenyOnly: number("userDenyOnly") === 1,
    owner: sid("owner"), primaryGroup: sid("primaryGroup"), groups: sids("groups"),
    enabled: sids("groupsEnabled"), denyOnly: sids("groupsDenyOnly"),
    privileges: luids("privilegesPresent"), privilegesEnabled: luids("privilegesEnabled"),
    restricting: number("restricted") === 0 ? "not restricted" : sids("restricting"),
    writeRestricted: number("writeRestricted") === 1,
    integrity: number("integrity") === 0xffff ? "none" : number("integrity"), policy: number("policy"),
    elevation: number("elevation"),
    session: number("session"), origin: number("origin"),
    package: number("package") === 0 ? "none" : sid("package"), terminal: number("terminal"),
    defaultList: describe({ owner: "", list: listOf(program, number("defaultAccessList")) }),
    ...(world.settings.tokenIsAdmin === "groups" ? {} : { hadAdministrators: (number("flags") & 0x08) !== 0 }),
    sandboxInert: number("sandboxInert") === 1,
    descriptor: describe(coreDescriptor(program, number("descriptor"))),
  };
}

/**
 * What is visible of the core's state. `world` gives the names of threads, processes and objects, and the
 * settings.
 */
export function visibleOfCore(view: StateView, program: Program, world: World): Visible {
  const tokens = new Tokens<number>((token) => coreTokenFields(view, program, token, world));
  const processes = Object.fromEntries(
    world.processes.map((process, index) => [process.name, tokens.name(view.field("process", index + 1, "token"))]),
  );
  const threads = Object.fromEntries(world.threads.map((thread, index) => {
    const field = (name: string): number => view.field("thread", index + 1, name);
    const impersonation = field("active") === 0 ? "none" : {
      token: tokens.name(field("token")), level: field("level"), copyOnOpen: field("copyOnOpen") === 1,
      effectiveOnly: field("effectiveOnly") === 1,
    };
    return [thread.name, {
      impersonation, ...(world.settings.impBlockInline === "off" ? { block: field("blockPresent") === 1 } : {}),
      ...(thread.system ? {} : { frames: field("frameDepth") }),
    }];
  }));
  const pipes = Object.fromEntries(world.objects.flatMap(({ name }, index) => {
    const pipe = view.field("object", index + 1, "pipe");
    return pipe === 0 ? [] : [[name, corePipe(view, pipe, world, tokens)]];
  }));
  const handles = view.live("handle");
  const contexts = view.live("context");
  const named = new Set<string>();
  const [met, known] = [
    (token: number): string => tokens.name(token), (token: number): string => tokens.known(token),
  ];
  const handleText = (handle: number): string => coreHandleText(view, handle, world, met);
  const names: Record<string, unknown> = {};
  for (let variable = 0; variable < view.counts.variable; variable++) {
    const text = coreBoundText(view, variable, { handles, contexts, named, handleText, tokens });
    if (text !== undefined) names[nameOf(program, variable)] = text;
  }
  const otherHandles = handles
    .filter((handle) => !named.has(`handle ${handle}`))
    .map((handle) => coreHandleText(view, handle, world, known))
    .sort();
  const otherContexts = sortedFields(
    contexts.filter((context) => !named.has(`context ${context}`)).map((context) => coreContext(view, context, known)),
  );
  return {
    threads, processes, pipes, names, otherHandles, otherContexts, tokens: tokens.seen,
    otherTokens: tokens.others(view.live("token")),
  };
}

function corePipe(view: StateView, pipe: number, world: World, tokens: Tokens<number>): unknown {
  const field = (name: string): number => view.field("pipe", pipe, name);
  const bytes = (name: string, count: number): number[] =>
    Array.from(
      { length: count }, (_, place) => Number((view.wide("pipe", pipe, name) >> BigInt(8 * place)) & 0xffn),
    );
  const whom = (context: number): string => (context === 0
    ? "nobody"
    : tokens.name(view.field("context", context - 1, "token")));
  const writers = (name: string, count: number): string[] =>
    bytes(name, count).map((thread) => world.threads[thread - 1]!.name);
  const state = pipeStates.find((row) => row.value === field("state"))!.name.toLowerCase();
  const [inbound, outbound] = [field("inboundCount"), field("outboundCount")];
  const impersonated = whom(field("context"));
  const contexts = bytes("inboundContexts", inbound).map(whom);
  return {
    state, server: world.processes[field("serverProcess") - 1]?.name ?? "none",
    byHandle: [field("serverHandle") !== 0, field("clientHandle") !== 0],
    qos: state === "connected" || state === "closing" ? `${field("level")} ${field("tracking") === 1 ? "dynamic" : "static"} ${field("effectiveOnly") === 1}` : "none",
    forbidden: field("impersonationDisabled") === 1, impersonated,
    toServer: writers("inboundWriters", inbound).map((writer, place) => `${writer}: ${contexts[place]!}`),
    toClient: writers("outboundWriters", outbound),
  };
}

function coreHandleText(
  view: StateView, handle: number, world: World, refer: (token: number) => string,
): string {
  const number = view.field("handle", handle, "object");
  const kind = handleKinds.find((row) => row.value === view.field("handle", handle, "kind"))!.name.toLowerCase();
  const what = kind === "token" ? refer(number)
    : (kind === "thread" ? world.threads : kind === "process" ? world.processes : world.objects)[number - 1]!.name;
  const process = view.field("handle", handle, "process");
  return `${process === 0 ? "kernel" : world.processes[process - 1]!.name}: ${kind} ${what} ${hex(view.field("handle", handle, "access"))}`;
}

interface CoreNames {
  readonly handles: readonly number[];
  readonly contexts: readonly number[];
  readonly named: Set<string>;
  handleText(handle: number): string;
  readonly tokens: Tokens<number>;
}

function coreContext(view: StateView, slot: number, refer: (token: number) => string): unknown {
  const field = (name: string): number => view.field("context", slot, name);
  const kind = contextKinds.find((row) => row.value === field("kind"))!.name;
  if (kind === "Subject") {
    const client = field("token");
    return {
      client: client === 0 ? "none" : refer(client), ...(client === 0 ? {} : { level: field("level") }),
      primary: refer(field("primaryToken")),
    };
  }
  if (kind === "Saved") {
    if (field("token") === 0) return "state of nothing";
    return {
      token: refer(field("token")), level: field("level"), copyOnOpen: field("copyOnOpen") === 1,
      effectiveOnly: field("effectiveOnly") === 1,
    };
  }
  return {
    token: refer(field("token")), level: field("level"), tracking: field("tracking") === 1 ? "dynamic" : "static",
    effectiveOnly: field("effectiveOnly") === 1, directlyAccessClientToken: field("directlyAccessClientToken") === 1,
    directAccessEffectiveOnly: field("directAccessEffectiveOnly") === 1, serverIsRemote: field("serverIsRemote") === 1,
  };
}

function coreBoundText(
  view: StateView, variable: number, { handles, contexts, named, handleText, tokens }: CoreNames,
): unknown {
  const field = (name: string): number => view.field("variable", variable, name);
  const slot = field("value");
  const isCurrent = (region: "handle" | "context" | "token"): boolean =>
    view.field(region, slot, "generation") === field("generation");
  switch (variableKinds.find((row) => row.value === field("kind"))!.name) {
    case "Unbound": case "Number": return undefined;
    case "Handle":
      if (!handles.includes(slot) || !isCurrent("handle")) return "closed handle";
      named.add(`handle ${slot}`);
      return handleText(slot);
    case "Context": case "SavedState": case "SubjectContext":
      if (!contexts.includes(slot) || !isCurrent("context")) return "deleted context";
      named.add(`context ${slot}`);
      return coreContext(view, slot, (token) => tokens.name(token));
    case "Token":
      if (slot === 0) return "null pointer";
      return view.live("token").includes(slot) && isCurrent("token") ? `pointer to ${tokens.name(slot)}` : "dangling pointer";
    case "WorkItem": return "workItem";
    case "Thread": return "thread";
    case "Process": return "process";
    case "Object": return "object";
  }
}
