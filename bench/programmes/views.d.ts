export const VIEWS: { readonly [route: string]: unknown };
export const LEFT_OUT: { readonly [route: string]: string };
