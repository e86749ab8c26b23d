/**
 * What can be seen after a call, read from the state of the core: a thread's impersonation, a token through
 * its handle, a context. The answers of a recording are printed from these, in its own words (facts A.1).
 */
import type { StateView } from "../../../runner/machine/stateView.ts";
import { variableOf } from "./callKinds.ts";
import { luidOf, SID } from "./recordedWorld.ts";

/** The flags that mirror an enabled privilege (facts A.2), and that of a restricting list. */
const MIRRORS = [
  [0x01, luidOf("SeChangeNotifyPrivilege")],
  [0x02, luidOf("SeBackupPrivilege")],
  [0x04, luidOf("SeRestorePrivilege")],
  [0x80, luidOf("SeImpersonatePrivilege")],
] as const;
const RESTRICTED = 0x10;
const SANDBOX_INERT = 0x40;

export interface SeenToken {
  readonly type: number;
  readonly level: number;
  readonly user: string;
  /** Entries, enabled or not; the user counts as a group. */
  readonly privileges: number;
  readonly groups: number;
  readonly restricted: number;
  /** The flag word. */
  readonly flags: number;
}

export interface SeenThread {
  readonly level: number;
  readonly copyOnOpen: number;
  readonly effectiveOnly: number;
  readonly token: SeenToken;
}

export interface SeenContext {
  readonly direct: number;
  readonly directEffectiveOnly: number;
  readonly level: number;
  readonly remote: number;
  readonly token: SeenToken;
}

function count(bits: bigint): number {
  let ones = 0;
  for (let rest = bits; rest !== 0n; rest &= rest - 1n) ones++;
  return ones;
}

/** A token object by its number. */
export function seenToken(state: StateView, token: number): SeenToken {
  const field = (name: string): number => state.field("token", token, name);
  const enabled = state.wide("token", token, "privilegesEnabled");
  const mirrored = MIRRORS.reduce(
    (flags, [flag, luid]) => ((enabled >> luid) & 1n ? flags | flag : flags),
    0,
  );
  const stored = field("flags") & ~MIRRORS.reduce((flags, [flag]) => flags | flag, RESTRICTED);
  return {
    type: field("type"),
    level: field("level"),
    user: field("user") === SID.A ? "A" : field("user") === SID.B ? "B" : "?",
    privileges: count(state.wide("token", token, "privilegesPresent")),
    groups: field("groupCount") + 1,
    restricted: field("restricted"),
    flags: stored | mirrored | (field("restricted") ? RESTRICTED : 0)
      | (field("sandboxInert") ? SANDBOX_INERT : 0),
  };
}

/** What a thread impersonates, by the recording's number; undefined: nothing. */
export function seenThread(state: StateView, thread: string | undefined): SeenThread | undefined {
  const field = (name: string): number => state.field("thread", Number(thread) + 1, name);
  if (field("active") === 0) return undefined;
  return {
    level: field("level"),
    copyOnOpen: field("copyOnOpen"),
    effectiveOnly: field("effectiveOnly"),
    token: seenToken(state, field("token")),
  };
}

/** Number of the token that a handle of the recording names, and the handle's access. */
export function tokenOfHandle(
  state: StateView,
  name: string | undefined,
): { readonly token: number; readonly access: number } {
  const slot = state.field("variable", variableOf.token(name), "value");
  return { token: state.field("handle", slot, "object"), access: state.field("handle", slot, "access") };
}

/** A context by the recording's number. */
export function seenContext(state: StateView, name: string | undefined): SeenContext {
  const slot = state.field("variable", variableOf.context(name), "value");
  const field = (each: string): number => state.field("context", slot, each);
  return {
    direct: field("directlyAccessClientToken"),
    directEffectiveOnly: field("directAccessEffectiveOnly"),
    level: field("level"),
    remote: field("serverIsRemote"),
    token: seenToken(state, field("token")),
  };
}

/** Eight hexadecimal digits, as the recordings print an NTSTATUS. */
export const statusText = (status: number): string => (status >>> 0).toString(16).padStart(8, "0");

/** `none`, or the state of a thread. */
export function threadText(seen: SeenThread | undefined): string {
  if (seen === undefined) return "none";
  const { token } = seen;
  const block = `L${seen.level} copy${seen.copyOnOpen} eff${seen.effectiveOnly}`;
  return `${block} tokL${token.level} type${token.type} priv${token.privileges} user${token.user}`;
}

/** A token and the handle that a call returned. */
export function newTokenText(token: SeenToken, access: number): string {
  const entries = `priv${token.privileges} grp${token.groups} restr${token.restricted}`;
  return `type${token.type} L${token.level} ${entries} tf${token.flags.toString(16)} acc${access.toString(16)}`;
}

export function contextText(seen: SeenContext): string {
  const { token } = seen;
  const context = `dir${seen.direct} deff${seen.directEffectiveOnly} qosL${seen.level}`;
  return `${context} tok type${token.type} L${token.level} priv${token.privileges}`;
}
