/** Facts 11.6, privileges. */
import { refuseUnless, type Outcome, type PrivilegeChange, type Routine } from "../call.ts";
import { tokenOf } from "../handles.ts";
import type { Token } from "../state.ts";

const ENABLED = 2, REMOVED = 4;
const ENTRIES_MAX = 0x3c;

/**
 * Step 6: the first entry of the list for a privilege wins. How many of the token's privileges were listed.
 */
function adjust(token: Token, changes: readonly PrivilegeChange[]): number {
  let matched = 0;
  for (const luid of [...token.privileges.keys()]) {
    const change = changes.find((each) => each.luid === luid);
    if (change === undefined) continue;
    matched++;
    if ((change.attributes & REMOVED) !== 0) token.privileges.delete(luid);
    else token.privileges.set(luid, (change.attributes & ENABLED) !== 0);
  }
  return matched;
}

export const NtAdjustPrivilegesToken: Routine = (call): Outcome => {
  const { operands } = call;
  const disableAll = operands.boolean("disableAll");
  const changes = operands.changes("newState");
  refuseUnless(disableAll || changes !== undefined, "STATUS_INVALID_PARAMETER");                 // step 1
  refuseUnless((changes?.length ?? 0) <= ENTRIES_MAX || disableAll, "STATUS_INVALID_PARAMETER"); // step 2
  const { token } = tokenOf(call, operands.handle("token"), "TOKEN_ADJUST_PRIVILEGES");          // step 3
  if (disableAll) {
    for (const luid of token.privileges.keys()) token.privileges.set(luid, false);
    return { status: "STATUS_SUCCESS" };
  }
  const matched = adjust(token, changes!);
  return { status: matched < changes!.length ? "STATUS_NOT_ALL_ASSIGNED" : "STATUS_SUCCESS" };   // step 7: counts are compared
};
