// How many pairs one stack holds. A test counts the resources of real templates against these figures.

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const STACK_RESOURCES = 500;

/** Resources that are there however many pairs there are, managed policies that take over from full inline ones included. */
export const RESOURCES_OF_ALL = 180;

/** Alarms, schedules, the rule and the parameter of one pair. */
export const RESOURCES_A_PAIR = 17;

/** More pairs need a second deployment. */
export const MOST_PAIRS = Math.floor((STACK_RESOURCES - RESOURCES_OF_ALL) / RESOURCES_A_PAIR);
