import type { Mutation } from '../mutation';

export const TOOLS_MUTATIONS: readonly Mutation[] = [];
