export const NO_DOCKER: string;
export function dockerRuns(): boolean;
