/** Facts 9: what a token is asked, and the one primitive that copies it (9.7). */
import { refuseUnless, type Call, type Pool } from "./call.ts";
import type { Descriptor, GroupAttributes, Thread, Token, World } from "./state.ts";

export const ADMINISTRATORS = "S-1-5-32-544";
/** LUIDs, facts 1.6. */
export const SE_SECURITY = 8, SE_TAKE_OWNERSHIP = 9, SE_IMPERSONATE = 29, SE_RELABEL = 32;
/** LUID of the anonymous logon session, facts 1.2. */
export const ANONYMOUS_SESSION = 0x3e6;

export const isPrivilegeEnabled = (token: Token, luid: number): boolean =>
  token.privileges.get(luid) === true;

/** The thread's token if it impersonates, else its process's. Facts 0.3 */
export const effectiveToken = (thread: Thread): Token => thread.impersonation?.token ?? thread.process.token;

/**
 * What an object gets that a thread creates: default owner and default list of its effective token. Facts
 * 9.7, 11.5 step 7
 */
export function defaultDescriptor(creator: Thread): Descriptor {
  const token = effectiveToken(creator);
  return { owner: token.owner, list: token.defaultList };
}

/**
 * The descriptor of a token that is never inserted: none in ReactOS; that Windows protects them is assumed
 * (facts 14.2, A.9, U13), by what inserting it would give (facts 9.7; ARCHITECTURE, "Decided here").
 */
export function uninsertedDescriptor(creator: Thread, world: World): Descriptor | undefined {
  return world.settings.uninsertedTokenHasSd === "on" ? defaultDescriptor(creator) : undefined;
}

export interface CopyRequest {
  readonly type: Token["type"];
  readonly level: number;
  readonly effectiveOnly: boolean;
}

/**
 * SepDuplicateToken, facts 9.7. One allocation: STATUS_INSUFFICIENT_RESOURCES. The copy has no descriptor
 * yet.
 */
export function duplicate(source: Token, request: CopyRequest, world: World, pool: Pool): Token {
  refuseUnless(pool.allocate(), "STATUS_INSUFFICIENT_RESOURCES");
  const copy: Token = {
    ...source, type: request.type, level: request.level, descriptor: undefined,
    groups: new Map([...source.groups].map(([sid, attributes]) => [sid, { ...attributes }])),
    privileges: new Map(source.privileges),
  };
  if (request.effectiveOnly) keepEffective(copy, world);
  return copy;
}

/** Facts 9.7, EffectiveOnly: what is not enabled goes, and never the user. */
function keepEffective(copy: Token, world: World): void {
  const dropsDenyOnly = world.settings.effectiveOnlyDropsDenyOnly === "on";
  const stays = (group: GroupAttributes): boolean => group.enabled || (group.denyOnly && !dropsDenyOnly);
  for (const [sid, group] of copy.groups) if (!stays(group)) copy.groups.delete(sid);
  for (const [luid, enabled] of copy.privileges) if (!enabled) copy.privileges.delete(luid);
  // the owner is found again by its SID, else it is the user (facts 9.7)
  if (copy.owner !== copy.user && !copy.groups.has(copy.owner)) copy.owner = copy.user;
  // facts 9 SeTokenIsAdmin: the flag goes when the copy drops the group; ReactOS never clears it
  if (world.settings.tokenIsAdmin === "flag" && !copy.groups.has(ADMINISTRATORS)) copy.hadAdministrators = false;
}

/** SeCopyClientToken, facts 9.9: an impersonation token, full, and never inserted. */
export function copyClientToken(source: Token, level: number, { world, pool, actor }: Call): Token {
  const copy = duplicate(source, { type: "TokenImpersonation", level, effectiveOnly: false }, world, pool);
  copy.descriptor = uninsertedDescriptor(actor, world);
  return copy;
}
