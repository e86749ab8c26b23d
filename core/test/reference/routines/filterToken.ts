/** Facts 9.8: children of tokens that can less. */
import { refuseUnless, type Call, type ListedSid, type Outcome, type Routine } from "../call.ts";
import { newHandle, tokenOf } from "../handles.ts";
import type { Token, World } from "../state.ts";
import { ADMINISTRATORS, defaultDescriptor, effectiveToken, uninsertedDescriptor } from "../tokens.ts";
import { tokenOuts } from "./openToken.ts";

const DISABLE_MAX_PRIVILEGE = 1, SANDBOX_INERT = 2, LUA_TOKEN = 4;
const PRIVILEGES_MAX = 0x3c, SE_CHANGE_NOTIFY = 23, MEDIUM = 0x2000, LOCAL_SYSTEM = "S-1-5-18";
/**
 * "Five or so harmless privileges" of a limited token (facts 1.8): Shutdown, ChangeNotify, Undock,
 * IncreaseWorkingSet, TimeZone.
 */
const HARMLESS = [19, SE_CHANGE_NOTIFY, 25, 33, 34];

/** What is asked of a filter; without a restricting list the source's stays. */
interface Filter {
  readonly flags: number;
  readonly disable: readonly string[];
  readonly remove: readonly number[];
  readonly restrict: readonly ListedSid[] | undefined;
}

/** An empty list counts as absent (step 1). */
const given = <Entry>(list: readonly Entry[] | undefined): readonly Entry[] | undefined => (list?.length
  ? list
  : undefined);

function asked({ operands }: Call): Filter {
  return {
    flags: operands.number("flags"), disable: (operands.sids("sidsToDisable") ?? []).map(({ sid }) => sid),
    remove: (operands.changes("privilegesToDelete") ?? []).map(({ luid }) => luid),
    restrict: given(operands.sids("restrictedSids")),
  };
}

/** Steps 3 to 8. The child has no descriptor yet. */
export function filtered(source: Token, filter: Filter, call: Call): Token {
  const { world } = call;
  refuseUnless(call.pool.allocate(), "STATUS_INSUFFICIENT_RESOURCES");
  refuseUnless((filter.restrict ?? []).every(({ attributes }) => attributes === 0), "STATUS_INVALID_PARAMETER");
  const child: Token = {
    ...source, descriptor: undefined, privileges: new Map(source.privileges),
    groups: new Map([...source.groups].map(([sid, attributes]) => [sid, { ...attributes }])),
  };
  if (filter.restrict !== undefined) restrict(child, source, filter, world);
  keep(
    child,
    (luid) => ((filter.flags & DISABLE_MAX_PRIVILEGE) !== 0
      ? luid === SE_CHANGE_NOTIFY
      : !filter.remove.includes(luid)),
  );
  if (world.settings.filterDisablesSids === "on") disable(child, filter.disable, world);
  const heard = world.settings.sandboxInertFor === "everybody" || effectiveToken(call.actor).user === LOCAL_SYSTEM;
  if ((filter.flags & SANDBOX_INERT) !== 0 && heard) child.sandboxInert = true;
  if ((filter.flags & LUA_TOKEN) !== 0 && world.settings.luaFilter === "on") limit(child, world);
  return child;
}

/** Step 4, D14. What a second filter does to write-restriction no fact tells: a switch of three answers. */
function restrict(child: Token, source: Token, { restrict: list, flags }: Filter, { settings }: World): void {
  const sids = list!.map(({ sid }) => sid);
  const before = source.restricting;
  const replaces = before === undefined || settings.filterExistingRestricted === "replace";
  child.restricting = new Set(replaces ? sids : sids.filter((sid) => before.has(sid)));
  const flag = settings.writeRestrictedFlag === "none" ? 0 : Number(settings.writeRestrictedFlag);
  const asks = (flags & flag) !== 0;
  const again = { every: source.writeRestricted && asks, first: source.writeRestricted, last: asks };
  child.writeRestricted = before === undefined
    ? asks
    : again[settings.writeRestrictedByFilters as keyof typeof again];
}

function keep(child: Token, kept: (luid: number) => boolean): void {
  for (const luid of child.privileges.keys()) if (!kept(luid)) child.privileges.delete(luid);
}

/** Step 6: the user and mandatory groups too. */
function disable(child: Token, sids: readonly string[], { settings }: World): void {
  for (const sid of sids) {
    if (child.groups.has(sid)) child.groups.set(sid, { enabled: false, denyOnly: true });
    if (sid === child.user) child.userDenyOnly = true;
    if (settings.tokenIsAdmin === "flag" && sid === ADMINISTRATORS && child.groups.has(sid)) {
      child.hadAdministrators = false;
    }
    if (sid === child.owner && child.groups.has(sid)) child.owner = child.user;
  }
}

/** Step 8, the limited half of facts 1.8. */
function limit(child: Token, world: World): void {
  disable(child, [ADMINISTRATORS], world);
  keep(child, (luid) => HARMLESS.includes(luid));
  if (world.settings.luaFilterIntegrity === "medium" && world.settings.integrityCheck === "on"
    && child.integrity !== undefined) {
    child.integrity = Math.min(child.integrity, MEDIUM);
  }
}

export const NtFilterToken: Routine = (call): Outcome => {
  const { token: source, handle } = tokenOf(call, call.operands.handle("existingToken"), "TOKEN_DUPLICATE"); // step 2
  const filter = asked(call);
  refuseUnless(filter.remove.length <= PRIVILEGES_MAX, "STATUS_INVALID_PARAMETER");              // step 1: captured behind the handle
  const child = filtered(source, filter, call);
  child.descriptor = defaultDescriptor(call.actor);
  // step 9
  return {
    status: "STATUS_SUCCESS", result: newHandle(call, { kind: "token", token: child }, handle.access),
    outs: tokenOuts(child, handle.access),
  };
};

export const SeFilterToken: Routine = (call): Outcome => {
  const { world } = call;
  const source = call.operands.realToken("existingToken");
  // D16
  refuseUnless(source.type === "TokenImpersonation" || world.settings.filterPrimaryTokens === "accept", "STATUS_INVALID_PARAMETER");
  const filter = asked(call);
  // step 9, the quirk
  const restricts = filter.restrict ?? (world.settings.filterWithoutListRestricts === "on" ? [] : undefined);
  const child = filtered(source, { ...filter, restrict: restricts }, call);
  child.descriptor = uninsertedDescriptor(call.actor, world);
  world.referenced.push(child);
  return { status: "STATUS_SUCCESS", result: { kind: "token", token: child } };
};
