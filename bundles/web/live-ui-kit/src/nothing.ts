// Stands in for packages that must not enter the product.
export const usageStatistics = (): void => undefined;
