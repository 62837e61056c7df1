-- What wrk sends, and what it prints at the end.
--
--   wrk … -s load.lua URL -- TOKEN get|post FILE [HEADER]
--
-- FILE holds a line a request: a path (get), or a body for POST /api/crm/contacts. HEADER is one
-- more, "Name: value". All requests are made before the first is sent, so that wrk costs the same
-- whatever it asks. Prints: answers a second, median and 99th percentile in microseconds, answers
-- that were no success.

local requests = {}
local at = 0

function init(args)
    local token, verb, file, header = args[1], args[2], args[3], args[4]
    local headers = { ["Authorization"] = "Bearer " .. token }
    if header and header ~= "" then
        local name, value = header:match("^([^:]+): (.*)$")
        headers[name] = value
    end
    if verb == "post" then
        headers["Content-Type"] = "application/json"
    end
    for line in io.lines(file) do
        if verb == "post" then
            requests[#requests + 1] = wrk.format("POST", "/api/crm/contacts", headers, line)
        else
            requests[#requests + 1] = wrk.format("GET", line, headers)
        end
    end
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency, _)
    local e = summary.errors
    io.write(string.format("LOAD %.1f %.1f %.1f %d\n", summary.requests / (summary.duration / 1e6),
        latency:percentile(50), latency:percentile(99),
        e.connect + e.read + e.write + e.status + e.timeout))
end
