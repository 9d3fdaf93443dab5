-- Notes that a node is there. KEYS: the nodes'. ARGV: the node, for how long it counts as one. Returns the time and how many there are.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[2])), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
return {now, redis.call('ZCARD', KEYS[1])}
