/**
 * Mandatory integrity: which rights a token may be given at all, whatever the access list says. facts 13.3
 * A
 *
 * Published as a separate routine that computes classes of access (read, write, execute) [MS-DTYP 2.5.3.3].
 * A token that dominates the object is not bound; one that does not gets the rights of its allowed classes
 * and nothing else, so also no WRITE_DAC and no DELETE, which belong to no class.
 */
import { genericRead, genericWrite, WRITE_OWNER } from "../generated/accessRights";
import { DESCRIPTOR_LIST } from "../generated/constants";
import {
  SE_RELABEL_PRIVILEGE, SYSTEM_MANDATORY_LABEL_NO_EXECUTE_UP, SYSTEM_MANDATORY_LABEL_NO_READ_UP,
  SYSTEM_MANDATORY_LABEL_NO_WRITE_UP, TOKEN_MANDATORY_POLICY_NO_WRITE_UP,
} from "../generated/enumerations";
import {
  accessListLabelIntegrity, accessListLabelPolicy, accessListLabelPresent,
} from "../generated/image";
import { tokenIntegrity, tokenPolicy } from "../generated/state";
import { MIC_LABEL_WITHOUT_NO_WRITE_UP_ALLOW, micLabelWithoutNoWriteUp } from "../generated/switches";
import { descriptorKind, descriptorList } from "../objects/descriptors";
import { privilegeEnabled } from "../objects/tokens";
import { executeRights } from "./genericMapping";

/** No bound: every bit. */
export const UNBOUND: u32 = 0xffffffff;
/** The label of what has none: Medium, NO_WRITE_UP. [MS-doc mandatory-integrity-control] */
const UNLABELLED_INTEGRITY: u32 = 0x2000;

/** The rights that integrity lets the token have on the object. */
export function mandatoryBounds(descriptor: u32, type: u32, token: u32): u32 {
  // The text compares the policy with "equal"; bit 0 is tested, since both bits together are valid. [INF]
  // facts 13.3 A
  if ((tokenPolicy(token) & TOKEN_MANDATORY_POLICY_NO_WRITE_UP) == 0) return UNBOUND;
  if (tokenIntegrity(token) >= objectIntegrity(descriptor)) return UNBOUND;
  const label = labelPolicy(descriptor);
  const mayWrite = (label & SYSTEM_MANDATORY_LABEL_NO_WRITE_UP) == 0
    && micLabelWithoutNoWriteUp() == MIC_LABEL_WITHOUT_NO_WRITE_UP_ALLOW;
  const mayRead = (label & SYSTEM_MANDATORY_LABEL_NO_READ_UP) == 0;
  const mayExecute = (label & SYSTEM_MANDATORY_LABEL_NO_EXECUTE_UP) == 0;
  if (mayWrite && mayRead && mayExecute) return UNBOUND;
  let bounds: u32 = 0;
  if (mayRead) bounds |= genericRead(type);
  if (mayWrite) bounds |= genericWrite(type);
  if (mayExecute) bounds |= executeRights(type);
  if (privilegeEnabled(token, SE_RELABEL_PRIVILEGE)) bounds |= WRITE_OWNER;
  return bounds;
}

/** Integrity of the object's label. */
export function objectIntegrity(descriptor: u32): u32 {
  return isLabelled(descriptor) ? accessListLabelIntegrity(descriptorList(descriptor)) : UNLABELLED_INTEGRITY;
}

function labelPolicy(descriptor: u32): u32 {
  return isLabelled(descriptor)
    ? accessListLabelPolicy(descriptorList(descriptor))
    : SYSTEM_MANDATORY_LABEL_NO_WRITE_UP;
}

/** The label of a copy-on-open token is unknown (facts 11.1), so it has none. */
function isLabelled(descriptor: u32): bool {
  return descriptorKind(descriptor) == DESCRIPTOR_LIST
    && accessListLabelPresent(descriptorList(descriptor)) != 0;
}
