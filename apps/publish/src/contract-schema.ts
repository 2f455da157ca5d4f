/** A document of the contract, as libs/service puts it into the API description. */
export const contractSchema = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
