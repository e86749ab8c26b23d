/**
 * NtFilterToken: a child of a token that can less, with a handle that allows as much as the one it was made
 * with.
 *
 * A list without entries counts as none. Only its own token has to be open for TOKEN_DUPLICATE: who filters
 * gains nothing, so nobody asks who he is. [MS-doc nf-securitybaseapi-createrestrictedtoken]
 * [ReactOS tokenlif.c] [ROS-test NtFilterToken.c] facts 9.8
 */
import { decide } from "../decide";
import { TOKEN_DUPLICATE } from "../generated/accessRights";
import { HANDLE_TOKEN } from "../generated/constants";
import { FILTER_LIST_TOO_LONG } from "../generated/decisions";
import { privilegeListCount } from "../generated/image";
import { setTokenDescriptor } from "../generated/state";
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from "../generated/statuses";
import { defaultDescriptor } from "../objects/descriptors";
import {
  listedPrivileges, readSidList, sidAttributes, sidListLength, sidsHigh, sidsLow,
} from "../objects/sidLists";
import { effectiveToken } from "../objects/threads";
import { insertToken, newHandle, returnTokenHandle } from "../objects/tokenHandles";
import { currentThread } from "../step/call";
import { ObReferenceObjectByHandle, referencedAccess, referencedObject } from "./ObReferenceObjectByHandle";
import { filteredToken, SepFilterToken } from "./SepFilterToken";

/** Most privileges that a list may have. [ReactOS] facts 9.8 step 1 */
const PRIVILEGES_MAX: u32 = 0x3c;

/** An NTSTATUS; allocations: the child. The lists are numbers of lists of the program, 0 none. */
export function NtFilterToken(
  existingToken: u32, flags: u32, sidsToDisable: u32, privilegesToDelete: u32, restrictedSids: u32,
): u32 {
  let status = ObReferenceObjectByHandle(existingToken, HANDLE_TOKEN, TOKEN_DUPLICATE, 0);
  if (status != STATUS_SUCCESS) return status;
  const source = referencedObject;
  const access = referencedAccess;
  const tooLong = privilegesToDelete != 0 && privilegeListCount(privilegesToDelete) > PRIVILEGES_MAX;
  if (decide(FILTER_LIST_TOO_LONG, tooLong, privilegesToDelete)) return STATUS_INVALID_PARAMETER;
  status = filterByLists(source, flags, sidsToDisable, privilegesToDelete, restrictedSids, false);
  if (status != STATUS_SUCCESS || filteredToken == 0) return status;
  setTokenDescriptor(filteredToken, defaultDescriptor(effectiveToken(currentThread)));
  insertToken(filteredToken, access);
  returnTokenHandle(newHandle);
  return STATUS_SUCCESS;
}

/** SepFilterToken by lists of the program. `restricts`: to nothing, where there is no list. An NTSTATUS. */
export function filterByLists(
  source: u32, flags: u32, sidsToDisable: u32, privilegesToDelete: u32, restrictedSids: u32, restricts: bool,
): u32 {
  readSidList(sidsToDisable);
  const disableLow = sidsLow;
  const disableHigh = sidsHigh;
  readSidList(restrictedSids);
  return SepFilterToken(
    source, flags, disableLow, disableHigh, listedPrivileges(privilegesToDelete), sidsLow, sidsHigh,
    restricts || sidListLength(restrictedSids) != 0, sidAttributes != 0,
  );
}
