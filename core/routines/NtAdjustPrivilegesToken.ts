/**
 * NtAdjustPrivilegesToken: enables, disables or removes privileges; none can be added.
 *
 * A listed privilege that the token lacks gives STATUS_NOT_ALL_ASSIGNED, which is a success: the others
 * were adjusted. So does one that is listed twice, since counts are compared. [ReactOS tokenadj.c] facts
 * 11.6
 */
import { decide } from "../decide";
import { TOKEN_ADJUST_PRIVILEGES } from "../generated/accessRights";
import { HANDLE_TOKEN } from "../generated/constants";
import { ADJUST_LIST_MISSING, ADJUST_LIST_TOO_LONG, ADJUST_NOT_ALL_FOUND } from "../generated/decisions";
import { SE_PRIVILEGE_ENABLED, SE_PRIVILEGE_REMOVED } from "../generated/enumerations";
import {
  privilegeChangeAttributes, privilegeChangeLuid, privilegeListCount, privilegeListStart,
} from "../generated/image";
import {
  setTokenPrivilegesEnabled, setTokenPrivilegesPresent, tokenPrivilegesEnabled, tokenPrivilegesPresent,
} from "../generated/state";
import { STATUS_INVALID_PARAMETER, STATUS_NOT_ALL_ASSIGNED, STATUS_SUCCESS } from "../generated/statuses";
import { bitOf } from "../objects/bitmaps";
import { ObReferenceObjectByHandle, referencedObject } from "./ObReferenceObjectByHandle";

/** Most entries that a list may have. [ReactOS] facts 11.6 step 2 */
const CHANGES_MAX: u32 = 0x3c;

/**
 * An NTSTATUS; `newState` is the number of a list of the program, 0 none. With `disableAll` the list is
 * ignored.
 */
export function NtAdjustPrivilegesToken(tokenHandle: u32, disableAll: u32, newState: u32): u32 {
  const listed = disableAll == 0;
  if (decide(ADJUST_LIST_MISSING, listed && newState == 0, newState)) return STATUS_INVALID_PARAMETER;
  if (decide(ADJUST_LIST_TOO_LONG, listed && privilegeListCount(newState) > CHANGES_MAX, newState)) {
    return STATUS_INVALID_PARAMETER;
  }
  const status = ObReferenceObjectByHandle(tokenHandle, HANDLE_TOKEN, TOKEN_ADJUST_PRIVILEGES, 0);
  if (status != STATUS_SUCCESS) return status;
  const token = referencedObject;
  if (!listed) {
    setTokenPrivilegesEnabled(token, 0);
    return STATUS_SUCCESS;
  }
  const found = applyChanges(token, privilegeListStart(newState), privilegeListCount(newState));
  return decide(ADJUST_NOT_ALL_FOUND, found != privilegeListCount(newState), token)
    ? STATUS_NOT_ALL_ASSIGNED
    : STATUS_SUCCESS;
}

/** Applies the first entry for each privilege that the token has; how many those were. */
function applyChanges(token: u32, start: u32, count: u32): u32 {
  let present = tokenPrivilegesPresent(token);
  let enabled = tokenPrivilegesEnabled(token);
  let pending = present;
  let found: u32 = 0;
  for (let change = start; change < start + count; change++) {
    const bit = bitOf(privilegeChangeLuid(change));
    if ((pending & bit) == 0) continue;
    pending &= ~bit;
    found++;
    const attributes = privilegeChangeAttributes(change);
    enabled = (attributes & SE_PRIVILEGE_ENABLED) != 0 ? enabled | bit : enabled & ~bit;
    if ((attributes & SE_PRIVILEGE_REMOVED) != 0) {
      present &= ~bit;
      enabled &= ~bit;
    }
  }
  setTokenPrivilegesPresent(token, present);
  setTokenPrivilegesEnabled(token, enabled);
  return found;
}
