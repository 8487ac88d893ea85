// SPDX-License-Identifier: Apache-2.0
package live.core;

/**
 * What is known of stored bytes without reading them.
 *
 * @param name a file name without path and control characters, as its uploader gave it
 * @param mediaType as declared by the uploader: never trusted, never served as active content
 * @param size in bytes
 * @param sha256 lower-case hexadecimal digest of the bytes
 */
public record BlobInfo(BlobId id, String name, String mediaType, long size, String sha256) {}
