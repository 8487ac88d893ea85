// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A field of an object that the file changes, as the file would write it; empty where there is nothing. */
public record FieldChange(String field, Optional<JsonNode> before, Optional<JsonNode> after) {}
