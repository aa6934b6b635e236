import type { Mutation } from '../mutation';

export const PLATFORM_MUTATIONS: readonly Mutation[] = [];
