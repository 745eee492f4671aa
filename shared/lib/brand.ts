declare const brand: unique symbol;

/** A string that can only be made where its meaning was checked, so that a review id is never passed as a member id. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
