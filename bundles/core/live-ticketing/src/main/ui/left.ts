/** How the list of tickets was left, for who comes back to it. */
export const lastList = {
  /** With its filters. */
  address: '/tickets',
  /** The first row that was seen. */
  row: 0,
};
