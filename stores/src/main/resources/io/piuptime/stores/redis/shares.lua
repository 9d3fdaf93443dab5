-- Deals limits out to nodes. KEYS: the era's, then one for each ask. ARGV: the node, a number for a new era, how long a word on what
-- is under way counts, then seven of each ask: its kind, three numbers of its term, held, want, cap.
-- Returns the era and the time, then three numbers for each ask: how much more, how much is left, whether the term is the present one.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local node, fresh, present = ARGV[1], ARGV[2], tonumber(ARGV[3])

local function text(number)
  return string.format('%.0f', number)
end

local era = redis.call('GET', KEYS[1])
if not era then
  era = fresh
  redis.call('SET', KEYS[1], era)
end

-- a window with a beginning and an end: the sum of all is beside what each holds
local function fixed(key, from, to, held, want, cap)
  if now < from or (to >= 0 and now >= to) then
    return 0, 0, 0
  end
  local known = redis.call('HMGET', key, 's', 'n:' .. node)
  local sum = tonumber(known[1] or 0) - tonumber(known[2] or 0) + held
  local more = math.max(0, math.min(want, cap - sum))
  redis.call('HSET', key, 's', text(sum + more), 'n:' .. node, text(held + more))
  redis.call('PEXPIRE', key, to < 0 and 34560000000 or text(to - now + 60000))
  return more, math.max(0, cap - sum - more), 1
end

-- slots that are counted together; what is past is removed
local function slot(key, index, width, count, held, want, cap)
  local newest = math.floor(now / width)
  if index > newest or index <= newest - count then
    return 0, 0, 0
  end
  local own = text(index) .. ':' .. node
  local sum = held
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local field = all[i]
    if tonumber(string.match(field, '^%d+')) <= newest - count then
      redis.call('HDEL', key, field)
    elseif field ~= own then
      sum = sum + tonumber(all[i + 1])
    end
  end
  local more = 0
  if index == newest then
    more = math.max(0, math.min(want, cap - sum))
  end
  redis.call('HSET', key, own, text(held + more))
  redis.call('PEXPIRE', key, text((count + 1) * width))
  return more, math.max(0, cap - sum - more), index == newest and 1 or 0
end

-- what is under way: a node's word counts for a while
local function atOnce(key, held, want, cap)
  local sum = held
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local amount, to = string.match(all[i + 1], '^(%d+):(%d+)$')
    if tonumber(to) <= now then
      redis.call('HDEL', key, all[i])
    elseif all[i] ~= node then
      sum = sum + tonumber(amount)
    end
  end
  local more = math.max(0, math.min(want, cap - sum))
  redis.call('HSET', key, node, text(held + more) .. ':' .. text(now + present))
  redis.call('PEXPIRE', key, text(present))
  return more, math.max(0, cap - sum - more), 1
end

local out = {tonumber(era), now}
for i = 2, #KEYS do
  local at = 4 + (i - 2) * 7
  local kind = ARGV[at]
  local a, b, c = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  local held, want, cap = tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5]), tonumber(ARGV[at + 6])
  local more, left, current
  if kind == 'f' then
    more, left, current = fixed(KEYS[i], a, b, held, want, cap)
  elseif kind == 's' then
    more, left, current = slot(KEYS[i], a, b, c, held, want, cap)
  else
    more, left, current = atOnce(KEYS[i], held, want, cap)
  end
  out[#out + 1] = more
  out[#out + 1] = left
  out[#out + 1] = current
end
return out
