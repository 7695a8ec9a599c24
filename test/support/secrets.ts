// The secrets of the rooms under test.

export const SECRET = "a signing secret of thirty-two bytes or more";
export const ADMIN_TOKEN = "an-admin-token-of-thirty-two-characters";
export const DRAW_SECRET = "a secret for the draw, of thirty-two bytes";
