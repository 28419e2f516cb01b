import { expect } from 'vitest'

import { AssignmentFilter } from '#contract/assignment-filters.ts'
import { Group, ManagedDevice, RoleScopeTag, User } from '#contract/directory.ts'
import { ElevationRequest } from '#contract/elevation-requests.ts'
import { Elevation } from '#contract/elevations.ts'
import { ConfigurationPolicy } from '#contract/policies.ts'
import { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import { resourceActions } from '#contract/rights.ts'
import type { z } from '#contract/zod.ts'

import type { World } from './world.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const expectValidList = (schema: z.ZodType, items: readonly { id: string }[], ids: RegExp) => {
  expect(new Set(items.map((item) => item.id)).size).toBe(items.length)
  for (const item of items) {
    expect(item.id).toMatch(ids)
    expect(schema.parse(item)).toEqual(item)
  }
}

/** Fails unless every entity fits its contract and every reference leads somewhere. */
export const expectSoundWorld = (world: World): void => {
  expectValidList(User, world.users, uuid)
  expectValidList(Group, world.groups, uuid)
  expectValidList(ManagedDevice, world.devices, uuid)
  expectValidList(RoleScopeTag, world.scopeTags, /^\d+$/)
  expectValidList(AssignmentFilter, world.assignmentFilters, uuid)
  expectValidList(ConfigurationPolicy, world.policies, uuid)
  expectValidList(ReusablePolicySetting, world.reusableSettings, uuid)
  expectValidList(ElevationRequest, world.elevationRequests, uuid)
  expectValidList(Elevation, world.elevations, uuid)
  expectResolvedReferences(world)
}

const expectResolvedReferences = (world: World): void => {
  const userIds = new Set(world.users.map((user) => user.id))
  const upns = new Map(world.users.map((user) => [user.userPrincipalName, user.id]))
  const devices = new Map(world.devices.map((device) => [device.id, device]))
  const groupIds = new Set(world.groups.map((group) => group.id))
  const tagIds = new Set(world.scopeTags.map((tag) => tag.id))
  const policies = new Map(world.policies.map((policy) => [policy.id, policy]))
  const reusableIds = new Set(world.reusableSettings.map((setting) => setting.id))
  const isMember = (id: string) => userIds.has(id) || devices.has(id)

  expect(world.groups.flatMap((group) => group.memberIds).filter((id) => !isMember(id))).toEqual([])
  for (const device of world.devices) {
    if (device.userId) expect(upns.get(device.userPrincipalName)).toBe(device.userId)
    expect((device.roleScopeTagIds ?? []).filter((tag) => !tagIds.has(tag))).toEqual([])
  }
  for (const policy of world.policies) {
    expect(policy.isAssigned).toBe(policy.assignments.length > 0)
    expect(policy.settingCount).toBe(policy.settings.length)
    expect(policy.roleScopeTagIds.filter((tag) => !tagIds.has(tag))).toEqual([])
    for (const { target } of policy.assignments) {
      if (target.groupId !== undefined) expect(groupIds).toContain(target.groupId)
    }
    const text = JSON.stringify(policy.settings)
    for (const [, id] of text.matchAll(/ReferenceSettingValue","value":"([^"]+)"/g)) {
      expect(reusableIds).toContain(id)
    }
  }
  for (const state of world.policyStates) {
    expect(policies.get(state.policyId)?.assignments.length).toBeGreaterThan(0)
    expect(devices.get(state.deviceId)?.userPrincipalName ?? null).toBe(state.userPrincipalName)
  }
  for (const request of world.elevationRequests) {
    expect(upns.get(request.requestedByUserPrincipalName)).toBe(request.requestedByUserId)
    const device = devices.get(request.requestedOnDeviceId ?? '')
    expect(device?.deviceName).toBe(request.deviceName)
    if (request.reviewCompletedByUserId) expect(userIds).toContain(request.reviewCompletedByUserId)
  }
  for (const elevation of world.elevations) {
    expect(devices.get(elevation.deviceId ?? '')?.deviceName).toBe(elevation.deviceName)
    if (elevation.policyId) {
      expect(policies.get(elevation.policyId)?.name).toBe(elevation.policyName)
    }
  }
  const roleIds = new Set(world.roleDefinitions.map((role) => role.id))
  const known: readonly string[] = ['*', ...resourceActions]
  for (const role of world.roleDefinitions) {
    expect(role.actions.filter((action) => !known.includes(action))).toEqual([])
  }
  for (const assignment of world.roleAssignments) {
    expect(roleIds).toContain(assignment.roleDefinitionId)
    for (const member of assignment.members) {
      expect(userIds.has(member) || groupIds.has(member)).toBe(true)
    }
    for (const group of assignment.scopeMembers ?? []) expect(groupIds).toContain(group)
    for (const tag of assignment.scopeTagIds) expect(tagIds).toContain(tag)
  }
  for (const person of world.samplePeople) expect(upns.has(person.userPrincipalName)).toBe(true)
}
